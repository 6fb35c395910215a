using Microsoft.Extensions.Logging;
using Spectacles.Gateway;
using Spectacles.Gateway.Events;

namespace HostedBot;

/// <summary>Logs who greets. The services of the host create it, once.</summary>
[GatewayEvent("MESSAGE_CREATE", Intents = GatewayIntents.MessageContent)]
public sealed partial class Greeter(ILogger<Greeter> logger)
{
    public void Handle(MessageCreate message, Shard shard)
    {
        if (message.Content == "hello")
        {
            LogGreeting(message.Author.Username, shard.Id);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "{User} greets shard {ShardId}.")]
    private partial void LogGreeting(string user, int shardId);
}
