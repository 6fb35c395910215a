using System.Text.Json;
using Spectacles.Gateway.CompilerServices;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Interactions;

/// <summary>The body of the first answer, written without intermediate objects.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Content">A message, a modal or suggestions; null for a defer.</param>
/// <param name="Ephemeral">For a deferred message: whether only the user sees it.</param>
/// <remarks>https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object</remarks>
internal sealed record CallbackBody(AnswerKind Kind, object? Content, bool Ephemeral = false) : IGatewayModel<CallbackBody>
{
    static CallbackBody IGatewayModel<CallbackBody>.Read(ref PayloadReader reader) => throw new NotSupportedException();

    static void IGatewayModel<CallbackBody>.Write(Utf8JsonWriter writer, CallbackBody value)
    {
        writer.WriteStartObject();
        writer.WriteNumber("type"u8, (int)value.Kind);
        switch (value.Content)
        {
            case InteractionMessage message:
                writer.WritePropertyName("data"u8);
                writer.WriteMessage(message, isEdit: value.Kind == AnswerKind.Update);
                break;
            case Modal modal:
                writer.WritePropertyName("data"u8);
                modal.Write(writer);
                break;
            case IReadOnlyList<Suggestion> suggestions:
                writer.WriteStartObject("data"u8);
                writer.WriteSuggestions(suggestions);
                writer.WriteEndObject();
                break;
            case null when value.Ephemeral:
                writer.WriteStartObject("data"u8);
                writer.WriteNumber("flags"u8, (int)MessageFlags.Ephemeral);
                writer.WriteEndObject();
                break;
        }

        writer.WriteEndObject();
    }
}
