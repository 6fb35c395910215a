using Spectacles.Gateway;
using Spectacles.Gateway.Events;

namespace PingBot;

/// <summary>Answers <c>/ping</c>. It needs no intent.</summary>
[GatewayEvent("INTERACTION_CREATE")]
internal sealed partial class PingCommand(DiscordRest rest)
{
    public async Task HandleAsync(InteractionCreate interaction, Shard shard, CancellationToken cancellationToken)
    {
        if (interaction.Data?.Name == "ping")
        {
            await rest.AnswerAsync(interaction, $"pong, {shard.Latency?.TotalMilliseconds ?? 0:0} ms", cancellationToken);
        }
    }
}
