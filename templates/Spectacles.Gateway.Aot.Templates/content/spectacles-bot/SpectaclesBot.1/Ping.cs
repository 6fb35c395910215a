using Spectacles.Gateway.Interactions;

namespace SpectaclesBot._1;

/// <summary>Answers <c>/ping</c>.</summary>
public sealed partial class Ping
{
    [SlashCommand("ping", "Answers pong")]
    public Task PingAsync(Interaction context) => context.AnswerAsync("pong");
}
