using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Interactions;

/// <summary>The message whose component was used.</summary>
/// <param name="Id">The message.</param>
/// <param name="OriginId">The interaction that it answers; 0 for none.</param>
internal readonly record struct PressedMessage(Snowflake Id, Snowflake OriginId)
{
    /// <summary>Reads it from the press.</summary>
    public static PressedMessage Of(InteractionCreate.View press)
    {
        var message = press.Message;
        return message.HasValue ? new PressedMessage(message.Id, message.InteractionMetadata.Id) : default;
    }
}
