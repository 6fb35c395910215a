using System.Globalization;
using Spectacles.Gateway;
using Spectacles.Gateway.Events;

namespace FleetSoak.Fleet;

/// <summary>
/// Reports the number of each event to the judge, before it is acknowledged: one line on standard output, which is in the kernel when the
/// handler ends, so that a kill does not remove it. One event in 50 is reported later than newer ones.
/// </summary>
[GatewayEvent("MESSAGE_CREATE")]
internal sealed partial class NumberHandler
{
    private const int DelayEvery = 50;

    private readonly Lock gate = new();

    public async ValueTask HandleAsync(MessageCreate message, Shard shard)
    {
        if (IsDelayed(long.Parse(message.Content, CultureInfo.InvariantCulture)))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        }

        lock (gate)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{shard.Id} {message.Content}"));
        }
    }

    public static bool IsDelayed(long number) => number % DelayEvery == 0;
}
