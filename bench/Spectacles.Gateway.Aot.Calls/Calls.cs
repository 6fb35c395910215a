using System.Globalization;

namespace Spectacles.Gateway.WholeProcess;

/// <summary>
/// Measures the cost of a call, one after another on a connection that stays open, with this library and with a bare HttpClient in turns.
/// </summary>
internal static class Calls
{
    public const string Token = "MTIzNDU2Nzg5MDEyMzQ1Njc4.whole.process";

    public const string Message = "Playing **Never Gonna Give You Up** in General, requested by someone. 3 more are in the queue.";

    /// <summary>A block of calls of one client, then as many of the other one.</summary>
    private const int Block = 1000;

    /// <param name="kind">The kind of the calls.</param>
    /// <param name="api">The address of the API.</param>
    /// <param name="rounds">The number of blocks of each client, after as many for the warm-up as <see cref="WarmUp.Portions"/>.</param>
    public static async Task RunAsync(string kind, Uri api, int rounds)
    {
        using var bare = Bare(kind, api);
        using var own = Own(kind, api);
        var meter = new CostMeter();
        var costs = new List<(double Bare, double Own)>();
        double bareBytes = 0;
        double ownBytes = 0;
        for (int round = -WarmUp.Portions; round < rounds; round++)
        {
            bool isWarmUp = round < 0;
            if (isWarmUp)
            {
                await Task.Delay(WarmUp.Pause);
            }

            // Alternately one or the other first.
            bool isBareFirst = round % 2 == 0;
            var first = await CostOfAsync(isBareFirst ? bare : own, meter);
            var second = await CostOfAsync(isBareFirst ? own : bare, meter);
            if (!isWarmUp)
            {
                var (bareCost, ownCost) = isBareFirst ? (first, second) : (second, first);
                costs.Add((bareCost.Nanoseconds, ownCost.Nanoseconds));
                bareBytes += bareCost.Bytes / rounds;
                ownBytes += ownCost.Bytes / rounds;
            }
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"result bare_ns={Median(costs.Select(cost => cost.Bare)):F1} own_ns={Median(costs.Select(cost => cost.Own)):F1} "
            + $"ratio={Median(costs.Select(cost => cost.Own / cost.Bare)):F3} bare_bytes={bareBytes:F1} own_bytes={ownBytes:F1}"));
    }

    private static ICallClient Own(string kind, Uri api) => kind switch
    {
        "message" => new SentMessages(api),
        "answer" => new SentAnswers(api),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind of call."),
    };

    private static BareClient Bare(string kind, Uri api) => kind == "message"
        ? new BareClient($"{api}/channels/820000000000000001/messages", BareClient.MessageBody, authorization: $"Bot {Token}")
        : new BareClient($"{api}/interactions/1410000000000000001/{SentAnswers.NewToken(0)}/callback", BareClient.AnswerBody);

    private static async Task<(double Nanoseconds, double Bytes)> CostOfAsync(ICallClient client, CostMeter meter)
    {
        meter.Start();
        for (int i = 0; i < Block; i++)
        {
            await client.CallAsync();
        }

        return meter.Read(Block);
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);
}
