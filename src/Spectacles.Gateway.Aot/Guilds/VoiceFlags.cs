namespace Spectacles.Gateway;

/// <summary>The properties of a <see cref="VoiceEntry"/>.</summary>
[Flags]
public enum VoiceFlags
{
    /// <summary>None of them.</summary>
    None = 0,

    /// <summary>Deafened by the guild.</summary>
    Deaf = 1,

    /// <summary>Muted by the guild.</summary>
    Mute = 2,

    /// <summary>Deafened by the member.</summary>
    SelfDeaf = 4,

    /// <summary>Muted by the member.</summary>
    SelfMute = 8,

    /// <summary>Shares the screen.</summary>
    SelfStream = 16,

    /// <summary>Has the camera on.</summary>
    SelfVideo = 32,

    /// <summary>Not allowed to speak, for example in the audience of a stage.</summary>
    Suppress = 64,
}
