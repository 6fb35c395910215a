using System.Globalization;

namespace Spectacles.Gateway.Testing;

/// <summary>The REST calls that pin messages, on the routes of today and on those of before.</summary>
/// <remarks>https://discord.com/developers/docs/resources/message#get-channel-pins</remarks>
internal static class PinCalls
{
    private const string Pins = "/channels/{channel_id}/messages/pins";
    private const string OldPins = "/channels/{channel_id}/pins";
    private const int MostPins = 250;
    private const int PageSize = 50;

    public static void Map(RestRoutes routes)
    {
        routes.Map("GET", Pins, MessageScope.InChannel(List));
        routes.Map("GET", OldPins, MessageScope.InChannel(ListAsBefore));
        foreach (string pins in (string[])[Pins, OldPins])
        {
            routes.Map("PUT", $"{pins}/{{message_id}}", MessageScope.OfMessage(Pin));
            routes.Map("DELETE", $"{pins}/{{message_id}}", MessageScope.OfMessage(Unpin));
        }
    }

    /// <remarks>https://discord.com/developers/docs/resources/message#get-channel-pins</remarks>
    private static RestAnswer List(RestRequest call, SimulatedChannel channel)
    {
        bool hasBefore = DateTimeOffset.TryParse(
            call.Query("before"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var before);
        SimulatedMessage[] pinned = [.. Pinned(call, channel).Where(message => !hasBefore || message.PinnedAt < before)];
        int limit = call.QueryNumber("limit", PageSize);
        return RestAnswer.Ok(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("items");
            foreach (var message in pinned.Take(limit))
            {
                writer.WriteStartObject();
                writer.WriteTime("pinned_at", message.PinnedAt);
                writer.WritePropertyName("message");
                writer.WriteMessage(message, asEvent: false);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteBoolean("has_more", pinned.Length > limit);
            writer.WriteEndObject();
        });
    }

    /// <remarks>https://discord.com/developers/docs/resources/message#get-pinned-messages-deprecated</remarks>
    private static RestAnswer ListAsBefore(RestRequest call, SimulatedChannel channel) => RestAnswer.Ok(writer =>
    {
        writer.WriteStartArray();
        foreach (var message in Pinned(call, channel).Take(PageSize))
        {
            writer.WriteMessage(message, asEvent: false);
        }

        writer.WriteEndArray();
    });

    /// <summary>Pins a message, of which a notice in the channel tells. A message that is pinned already stays as it is.</summary>
    /// <remarks>https://discord.com/developers/docs/resources/message#pin-message</remarks>
    private static RestAnswer Pin(RestRequest call, SimulatedMessage message)
    {
        if (message.Kind == MessageKind.PinNotice)
        {
            return MessageScope.SystemMessage;
        }

        if (message.PinnedAt is not null)
        {
            return RestAnswer.NoContent;
        }

        if (Pinned(call, message.Channel).Count() >= MostPins)
        {
            return RestAnswer.Error(400, 30003, $"Maximum number of pins reached for the channel ({MostPins})");
        }

        var now = call.State.Rules.Time.GetUtcNow();
        call.Messages.DispatchEdit(message.Id, message => message with { PinnedAt = now });
        DispatchUpdate(call, message.Channel);
        call.Messages.Dispatch(call.Messages.Compose(message.Channel, call.World.Bot, "") with
        {
            Kind = MessageKind.PinNotice,
            Reference = MessageReference.To(message),
        });
        return RestAnswer.NoContent;
    }

    /// <remarks>https://discord.com/developers/docs/resources/message#unpin-message</remarks>
    private static RestAnswer Unpin(RestRequest call, SimulatedMessage message)
    {
        if (message.PinnedAt is not null)
        {
            call.Messages.DispatchEdit(message.Id, static message => message with { PinnedAt = null });
            DispatchUpdate(call, message.Channel);
        }

        return RestAnswer.NoContent;
    }

    /// <summary>The pinned messages of a channel, the newest pin first.</summary>
    private static IEnumerable<SimulatedMessage> Pinned(RestRequest call, SimulatedChannel channel) =>
        call.State.Messages.InChannel(channel.Id).Where(message => message.PinnedAt is not null)
            .OrderByDescending(message => message.PinnedAt);

    /// <remarks>https://discord.com/developers/docs/events/gateway-events#channel-pins-update</remarks>
    private static void DispatchUpdate(RestRequest call, SimulatedChannel channel)
    {
        channel.Activity.LastPin = Pinned(call, channel).Max(message => message.PinnedAt);
        call.State.Dispatch("CHANNEL_PINS_UPDATE", Json.Write(channel, static (writer, channel) =>
        {
            writer.WriteStartObject();
            writer.WriteChannelAndGuild(channel);
            writer.WriteTime("last_pin_timestamp", channel.Activity.LastPin);
            writer.WriteEndObject();
        }));
    }
}
