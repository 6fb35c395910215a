namespace Spectacles.Gateway;

/// <summary>A member in a voice channel, in a <see cref="GuildDirectory"/>.</summary>
/// <param name="UserId">The member.</param>
/// <param name="ChannelId">The voice channel.</param>
/// <param name="Flags">Whether the member can be heard and seen.</param>
/// <remarks>https://discord.com/developers/docs/resources/voice#voice-state-object</remarks>
public readonly record struct VoiceEntry(Snowflake UserId, Snowflake ChannelId, VoiceFlags Flags);
