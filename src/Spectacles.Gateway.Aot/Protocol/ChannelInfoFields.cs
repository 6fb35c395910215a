namespace Spectacles.Gateway;

/// <summary>What <see cref="RequestChannelInfo"/> asks for.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway-events#request-channel-info</remarks>
[Flags]
public enum ChannelInfoFields
{
    /// <summary>Nothing, which can't be asked for.</summary>
    None = 0,

    /// <summary>The text that people have set for a voice channel.</summary>
    Status = 1,

    /// <summary>When the voice session began.</summary>
    VoiceStartTime = 2,

    /// <summary>All of it.</summary>
    All = Status | VoiceStartTime,
}
