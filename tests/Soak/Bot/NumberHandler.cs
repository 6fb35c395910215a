using System.Globalization;
using Spectacles.Gateway;
using Spectacles.Gateway.Events;

namespace Soak.Bot;

/// <summary>
/// Reports the number of each event to the checker: most at once, one in 13 after 30 ms, and one in 97 after 1.5 s, later than many newer
/// events.
/// </summary>
[GatewayEvent("MESSAGE_CREATE")]
internal sealed partial class NumberHandler(EventReporter reporter)
{
    private const int ShortDelayEvery = 13;
    private const int LongDelayEvery = 97;

    public async ValueTask HandleAsync(MessageCreate message, Shard shard)
    {
        long number = long.Parse(message.Content, CultureInfo.InvariantCulture);
        int delay = DelayOf(number);
        if (delay > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(delay), TimeProvider.System);
        }

        reporter.ReportHandled(shard.Id, number);
    }

    /// <summary>How long the handler waits before it reports an event, in milliseconds.</summary>
    public static int DelayOf(long number) => number % LongDelayEvery == 0 ? 1500 : number % ShortDelayEvery == 0 ? 30 : 0;
}
