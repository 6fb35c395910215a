using System.Collections.Concurrent;
using Spectacles.Gateway;
using Spectacles.Gateway.Events;

namespace PingBot;

/// <summary>Greets each guild once on the console. GUILD_CREATE arrives after READY and again after an outage.</summary>
[GatewayEvent("GUILD_CREATE")]
internal sealed partial class Greeter
{
    private readonly ConcurrentDictionary<Snowflake, bool> greeted = new();

    public void Handle(GuildCreate guild)
    {
        if (greeted.TryAdd(guild.Id, true))
        {
            Console.WriteLine($"hello, {guild.Name} ({guild.MemberCount} members)");
        }
    }
}
