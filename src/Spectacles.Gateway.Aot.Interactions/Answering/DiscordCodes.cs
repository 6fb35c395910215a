namespace Spectacles.Gateway.Interactions;

/// <summary>The codes with which Discord refuses the answer of an interaction.</summary>
/// <remarks>https://discord.com/developers/docs/topics/opcodes-and-status-codes#json-json-error-codes</remarks>
internal static class DiscordCodes
{
    /// <summary>Unknown interaction: the 3 seconds are over.</summary>
    public const int Unknown = 10062;

    /// <summary>The interaction was answered before.</summary>
    public const int Acknowledged = 40060;
}
