namespace Spectacles.Gateway.Testing;

/// <summary>What happens to a gateway message on its way.</summary>
internal enum MessageDamage
{
    None,

    /// <summary>Only its first half is sent, as if it were whole.</summary>
    Truncated,

    /// <summary>It can't be inflated.</summary>
    Corrupt,
}
