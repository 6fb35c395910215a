namespace Spectacles.Gateway.Testing;

/// <summary>The damage of a gateway message.</summary>
internal enum MessageDamage
{
    None,

    /// <summary>Only its first half is sent, as a complete message.</summary>
    Truncated,

    /// <summary>It can't be inflated.</summary>
    Corrupt,
}
