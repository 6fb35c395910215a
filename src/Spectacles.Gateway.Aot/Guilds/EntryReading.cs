using Spectacles.Gateway.Events;

namespace Spectacles.Gateway;

/// <summary>Reads what a <see cref="GuildDirectory"/> keeps from views over events.</summary>
internal static class EntryReading
{
    public static GuildEntry Read(GuildCreate.View guild, GuildDetails details, int shardId, GatewayIntents intents)
    {
        List<RoleEntry> roles = [];
        if ((details & GuildDetails.Roles) != 0)
        {
            foreach (var role in guild.Roles)
            {
                roles.Add(Read(role));
            }
        }

        List<ChannelEntry> channels = [];
        if ((details & GuildDetails.Channels) != 0)
        {
            foreach (var channel in guild.Channels)
            {
                channels.Add(Read(channel));
            }
        }

        List<VoiceEntry> voices = [];
        if ((details & GuildDetails.VoiceStates) != 0)
        {
            foreach (var voice in guild.VoiceStates)
            {
                if (Read(voice) is { } state)
                {
                    voices.Add(state);
                }
            }
        }

        var entry = new GuildEntry { Id = guild.Id, ShardId = shardId, IsAvailable = guild.Unavailable != true };

        // An entry that was saved before its first GUILD_CREATE has only its id.
        return !guild.Name.HasValue ? entry : entry with
        {
            Name = guild.Name.ToString(),
            OwnerId = guild.OwnerId,
            MemberCount = guild.MemberCount,
            MemberCountIsExact = (intents & GatewayIntents.GuildMembers) != 0,
            JoinedAt = guild.JoinedAt,
            Roles = [.. roles],
            Channels = [.. channels],
            VoiceStates = [.. voices],
        };
    }

    public static RoleEntry Read(Role.View role) =>
        new(role.Id, role.Name.ToString(), role.Permissions, role.Position, role.Color);

    public static ChannelEntry Read(Channel.View channel)
    {
        List<OverwriteEntry> overwrites = [];
        foreach (var overwrite in channel.PermissionOverwrites)
        {
            overwrites.Add(new OverwriteEntry(overwrite.Id, overwrite.Type, overwrite.Allow, overwrite.Deny));
        }

        return new ChannelEntry(
            channel.Id,
            channel.Name.ToString(),
            channel.Type,
            channel.ParentId.Value,
            channel.Position ?? 0,
            [.. overwrites]);
    }

    /// <summary>Reads a voice state; null for a member who is in no channel.</summary>
    public static VoiceEntry? Read(PartialVoiceState.View voice)
    {
        if (voice.ChannelId is not { } channel)
        {
            return null;
        }

        var flags = Flag(voice.Deaf, VoiceFlags.Deaf)
            | Flag(voice.Mute, VoiceFlags.Mute)
            | Flag(voice.SelfDeaf, VoiceFlags.SelfDeaf)
            | Flag(voice.SelfMute, VoiceFlags.SelfMute)
            | Flag(voice.SelfStream ?? false, VoiceFlags.SelfStream)
            | Flag(voice.SelfVideo, VoiceFlags.SelfVideo)
            | Flag(voice.Suppress, VoiceFlags.Suppress);
        return new VoiceEntry(voice.UserId, channel, flags);
    }

    private static VoiceFlags Flag(bool isSet, VoiceFlags flag) => isSet ? flag : VoiceFlags.None;
}
