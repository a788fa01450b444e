"""The law as read in the software: what holds on a day, local rules in versions, confirmations. vi: tra cứu pháp luật."""
