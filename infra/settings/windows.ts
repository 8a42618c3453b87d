const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const minutesADay = 24 * 60;
const minutesAWeek = 7 * minutesADay;

/** A window as a start and a length in minutes; a daily window starts on Monday. */
function parse(window: string): { start: number; length: number; daily: boolean } {
  const daily = !/^[a-z]/.test(window);
  const moment = (text: string): number => {
    const parts = text.split(":");
    const day = daily ? 0 : days.indexOf(parts.shift() ?? "");
    return day * minutesADay + Number(parts[0]) * 60 + Number(parts[1]);
  };
  const [from = "", to = ""] = window.split("-");
  const period = daily ? minutesADay : minutesAWeek;
  return { start: moment(from), length: (moment(to) - moment(from) + period) % period, daily };
}

/** Whether a window lasts at least `minutes`: RDS asks for 30, ElastiCache for 60. */
export function longEnough(window: string, minutes = 30): boolean {
  return parse(window).length >= minutes;
}

/** Whether a weekly window and a daily one share a minute; RDS refuses such a pair. */
export function overlap(weekly: string, daily: string): boolean {
  const week = parse(weekly);
  const each = parse(daily);
  return days.some((_, index) => {
    const start = each.start + index * minutesADay;
    const ahead = (start - week.start + minutesAWeek) % minutesAWeek;
    const behind = (week.start - start + minutesAWeek) % minutesAWeek;
    return ahead < week.length || behind < each.length;
  });
}
