"""The law on screen: what holds on a day, local rules in versions, confirmations. vi: tra cứu pháp luật."""
