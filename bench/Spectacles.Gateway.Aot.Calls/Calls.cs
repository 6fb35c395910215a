namespace Spectacles.Gateway.WholeProcess;

/// <summary>Measures the cost of a call: one after another, on a connection that stays open.</summary>
internal static class Calls
{
    public const string Token = "MTIzNDU2Nzg5MDEyMzQ1Njc4.whole.process";

    public const string Message = "Playing **Never Gonna Give You Up** in General, requested by someone. 3 more are in the queue.";

    /// <param name="how">The client and the kind of the call.</param>
    /// <param name="api">The address of the API.</param>
    public static ICallClient Make(string how, Uri api) => how switch
    {
        "message" => new SentMessages(api),
        "answer" => new SentAnswers(api),
        "floor-message" => new BareClient(
            $"{api}/channels/820000000000000001/messages", BareClient.MessageBody, authorization: $"Bot {Token}"),
        "floor-answer" => new BareClient(
            $"{api}/interactions/1410000000000000001/{SentAnswers.NewToken(0)}/callback", BareClient.AnswerBody),
        _ => throw new ArgumentOutOfRangeException(nameof(how), how, "Unknown kind of call."),
    };

    /// <param name="client">The client.</param>
    /// <param name="calls">The number of calls, of which the first fifth is the warm-up.</param>
    public static async Task RunAsync(ICallClient client, int calls)
    {
        int warmUp = WarmUp.Events(calls);
        int number = 0;
        for (int portion = 1; portion <= WarmUp.Portions; portion++)
        {
            for (; number < warmUp * portion / WarmUp.Portions; number++)
            {
                await client.CallAsync(number);
            }

            await Task.Delay(WarmUp.Pause);
        }

        var meter = new CostMeter();
        meter.Start();
        for (; number < calls; number++)
        {
            await client.CallAsync(number);
        }

        meter.Stop(calls - warmUp);
    }
}
