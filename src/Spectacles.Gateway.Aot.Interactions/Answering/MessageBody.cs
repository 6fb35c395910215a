using System.Text.Json;
using Spectacles.Gateway.CompilerServices;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Interactions;

/// <summary>A message as the body of a follow-up or an edit.</summary>
/// <param name="Message">The message.</param>
/// <param name="IsEdit">Whether it is an edit.</param>
internal sealed record MessageBody(InteractionMessage Message, bool IsEdit) : IGatewayModel<MessageBody>
{
    static MessageBody IGatewayModel<MessageBody>.Read(ref PayloadReader reader) => throw new NotSupportedException();

    static void IGatewayModel<MessageBody>.Write(Utf8JsonWriter writer, MessageBody value) => writer.WriteMessage(value.Message, value.IsEdit);
}
