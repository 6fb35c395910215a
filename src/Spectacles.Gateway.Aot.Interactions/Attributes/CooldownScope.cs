namespace Spectacles.Gateway.Interactions;

/// <summary>For whom the uses of a method are counted.</summary>
public enum CooldownScope
{
    /// <summary>For each user.</summary>
    User,

    /// <summary>For each channel.</summary>
    Channel,

    /// <summary>For each guild; in direct messages for each channel.</summary>
    Guild,

    /// <summary>For all users together.</summary>
    Everyone,
}
