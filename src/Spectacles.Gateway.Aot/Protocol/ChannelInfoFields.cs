namespace Spectacles.Gateway;

/// <summary>The fields that <see cref="RequestChannelInfo"/> requests.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway-events#request-channel-info</remarks>
[Flags]
public enum ChannelInfoFields
{
    /// <summary>No field. Not valid for a request.</summary>
    None = 0,

    /// <summary>The text that users have set for a voice channel.</summary>
    Status = 1,

    /// <summary>When the voice session began.</summary>
    VoiceStartTime = 2,

    /// <summary>All fields.</summary>
    All = Status | VoiceStartTime,
}
