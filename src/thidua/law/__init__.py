"""The law as dated, cited data, and the pure engine that judges a case by it and says why. vi: quy định pháp luật."""
