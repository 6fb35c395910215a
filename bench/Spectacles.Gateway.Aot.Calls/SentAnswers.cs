using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.WholeProcess;

/// <summary>Answers interactions with this library. Each interaction has another token.</summary>
internal sealed class SentAnswers(Uri api) : ICallClient
{
    private const ulong FirstId = 1410000000000000000;
    private static readonly string Padding = new('Q', 180);

    private readonly BotRest rest = new(Calls.Token, new BotRestOptions { Api = api });

    private int sent;

    /// <summary>A token of an interaction, as long as Discord's.</summary>
    public static string NewToken(int number) => $"aW50ZXJhY3Rpb246{number:x16}{Padding}";

    public Task CallAsync()
    {
        sent++;
        return rest.CreateInteractionResponseAsync(
            FirstId + (ulong)sent,
            NewToken(sent),
            new() { Type = InteractionResponseType.ChannelMessageWithSource, Data = new() { Content = Calls.Message } });
    }

    public void Dispose() => rest.Dispose();
}
