"""What followed each prompt: which ones work for this person, at which hour, and how fast.

      said                        said + within_s
    ---|------------------------------|------------
       |====== sits =====|  away >= break_s           stood_up, after the first span
       |====== sits ==|s |            |               snoozed (s), however soon somebody stands up then
       |====== sits ==================|=====          ignored
       |====== sits ======= now       |               open: not over yet
       |====== sits ====|  no readings                unmeasured: nobody knows

The first that happened counts. Getting up for less than `break_s` answers no prompt for a break, as it gives no credit
on the chair. A nudge about stillness is answered by a postural shift or by getting up, a warning about uneven load by
sitting evenly again or by getting up. What was said and what was done are compared by the wall clock of the chair.
"""
