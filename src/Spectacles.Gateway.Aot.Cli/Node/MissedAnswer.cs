using System.Globalization;
using System.Text.Json;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.Cli.Node;

/// <summary>Answers the interactions that no worker has confirmed, so that users do not wait for nothing.</summary>
/// <param name="rest">The REST API, which is disposed with this.</param>
/// <param name="text">The answer. Only the user sees it.</param>
/// <param name="errors">Where an answer that could not be sent is reported.</param>
internal sealed class MissedAnswer(BotRest rest, string text, TextWriter errors) : IDisposable
{
    // https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-interaction-type
    private const int Command = 2;
    private const int Component = 3;
    private const int Modal = 5;

    public void Dispose() => rest.Dispose();

    /// <summary>Sends the answer to a command, a component or a modal; nothing to another interaction, such as an autocompletion.</summary>
    /// <param name="payload">The payload of INTERACTION_CREATE.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        if (Read(payload.Span) is not ({ } id, { } token, Command or Component or Modal))
        {
            return;
        }

        var answer = new CreateInteractionResponseBody
        {
            Type = InteractionResponseType.ChannelMessageWithSource,
            Data = new() { Content = text, Flags = MessageFlags.Ephemeral },
        };
        try
        {
            await rest.CreateInteractionResponseAsync(id, token, answer, cancellationToken: cancellationToken);
        }
        catch (Exception e) when (e is DiscordApiException or RestNotSentException or HttpRequestException or TimeoutException
            or GatewayException or OperationCanceledException)
        {
            await errors.WriteLineAsync($"warning: an interaction that no worker has confirmed could not be answered: {e.Message}");
        }
    }

    private static (Snowflake? Id, string? Token, long Type) Read(ReadOnlySpan<byte> json)
    {
        var (id, token, type) = ((Snowflake?)null, (string?)null, 0L);
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                string? name = reader.GetString();
                reader.Read();
                switch (name)
                {
                    case "id" when ulong.TryParse(reader.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out ulong number):
                        id = number;
                        break;
                    case "token":
                        token = reader.GetString();
                        break;
                    case "type":
                        type = reader.GetInt64();
                        break;
                    default:
                        reader.Skip();
                        break;
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            // It is no interaction that can be answered.
            return (null, null, 0);
        }

        return (id, token, type);
    }
}
