namespace Spectacles.Gateway.Interactions;

/// <summary>Discord's limits of time.</summary>
/// <remarks>https://discord.com/developers/docs/interactions/receiving-and-responding#responding-to-an-interaction</remarks>
internal static class InteractionLimits
{
    /// <summary>The time for which an interaction can be answered after it was deferred or answered.</summary>
    public static readonly TimeSpan TokenLifetime = TimeSpan.FromMinutes(15);

    /// <summary>The time for the first answer.</summary>
    public static readonly TimeSpan FirstAnswer = TimeSpan.FromSeconds(3);

    /// <summary>The age at which a missing answer is reported, while there is time to notice it.</summary>
    public static readonly TimeSpan Warning = TimeSpan.FromSeconds(2);
}
