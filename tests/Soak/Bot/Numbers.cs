using System.Globalization;
using Spectacles.Gateway;
using Spectacles.Gateway.Events;

namespace Soak.Bot;

/// <summary>
/// Tells the judge the number of each event: most at once, some later, and a few so late that many newer ones are told before.
/// </summary>
[GatewayEvent("MESSAGE_CREATE")]
internal sealed partial class Numbers(JudgeLink judge)
{
    private const int SomeEvery = 13;
    private const int FewEvery = 97;

    public async ValueTask HandleAsync(MessageCreate message, Shard shard)
    {
        long number = long.Parse(message.Content, CultureInfo.InvariantCulture);
        int pause = PauseOf(number);
        if (pause > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(pause), TimeProvider.System);
        }

        judge.Handled(shard.Id, number);
    }

    /// <summary>How many milliseconds pass before the judge is told this number.</summary>
    public static int PauseOf(long number) => number % FewEvery == 0 ? 1500 : number % SomeEvery == 0 ? 30 : 0;
}
