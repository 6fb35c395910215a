using System.Buffers;
using System.Text;
using System.Text.Json;
using Spectacles.Gateway.CompilerServices;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.Interactions;

/// <summary>A command as JSON: a module's, or one that is registered.</summary>
/// <param name="Json">The JSON.</param>
internal sealed record CommandText(JsonText Json) : IGatewayModel<CommandText>, IRestBody
{
    /// <summary>What Discord adds to a command, and does not accept in a registration.</summary>
    private static readonly string[] Added = ["application_id", "version", "guild_id", "name_localized", "description_localized"];

    /// <summary>The type; 1 if it is not set.</summary>
    public int Type => JsonFields.Text(JsonFields.Field(Json.Utf8, "type")) is { Length: > 0 } text
        ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture)
        : (int)ApplicationCommandType.ChatInput;

    /// <summary>Whether a module can define a command of this type.</summary>
    public bool IsKnown => Type is (int)ApplicationCommandType.ChatInput or (int)ApplicationCommandType.User
        or (int)ApplicationCommandType.Message;

    /// <summary>The name with its type, as users know it.</summary>
    public string Name
    {
        get
        {
            string name = JsonFields.Text(JsonFields.Field(Json.Utf8, "name"));
            return (ApplicationCommandType)Type switch
            {
                ApplicationCommandType.ChatInput => $"/{name}",
                ApplicationCommandType.User => $"{name} (user)",
                ApplicationCommandType.Message => $"{name} (message)",
                _ => $"{name} (type {Type})",
            };
        }
    }

    /// <summary>The command in the form in which it can be sent back without a change.</summary>
    public CommandText ToRegistration()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            var reader = new Utf8JsonReader(Json.Utf8);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                string name = reader.GetString()!;
                var value = JsonFields.Value(ref reader, Json.Utf8);
                if (!Added.Contains(name))
                {
                    writer.WritePropertyName(name);
                    writer.WriteRawValue(value, skipInputValidation: true);
                }
            }

            writer.WriteEndObject();
        }

        return new CommandText(new JsonText(Encoding.UTF8.GetString(buffer.WrittenSpan)));
    }

    /// <inheritdoc/>
    public void WriteTo(Utf8JsonWriter writer) => writer.WriteJson(Json);

    static CommandText IGatewayModel<CommandText>.Read(ref PayloadReader reader) => new(reader.ReadJson());

    static void IGatewayModel<CommandText>.Write(Utf8JsonWriter writer, CommandText value) => value.WriteTo(writer);
}
