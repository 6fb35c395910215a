namespace Spectacles.Gateway.Testing;

/// <summary>The REST calls that read where members are in voice channels.</summary>
/// <remarks>https://discord.com/developers/docs/resources/voice#voice-state-object</remarks>
internal static class VoiceStateCalls
{
    public static void Map(RestRoutes routes)
    {
        routes.Map("GET", "/guilds/{guild_id}/voice-states/@me", GuildHandler.Read(static (_, guild) => Get(guild, guild.Bot)));
        routes.Map(
            "GET",
            "/guilds/{guild_id}/voice-states/{user_id}",
            GuildHandler.Read(static (call, guild) => GuildHandler.WithMember(call, guild, member => Get(guild, member))));
    }

    /// <remarks>https://discord.com/developers/docs/resources/voice#get-user-voice-state</remarks>
    private static RestAnswer Get(SimulatedGuild guild, SimulatedMember member) => member.VoiceChannelId is null
        ? NotFound.VoiceState
        : RestAnswer.Ok(writer => writer.WriteVoiceState(member, guild));
}
