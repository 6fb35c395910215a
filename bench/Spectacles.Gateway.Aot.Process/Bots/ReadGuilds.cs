using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.WholeProcess.Bots;

/// <summary>Reads the members of each guild with views.</summary>
[GatewayEvent("GUILD_CREATE")]
internal sealed partial class ReadGuilds
{
    private ulong sum;

    public void Handle(GuildCreate.View guild)
    {
        foreach (var member in guild.Members)
        {
            sum += member.User.Id.Value;
        }
    }
}
