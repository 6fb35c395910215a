using System.Text.Json;
using Spectacles.Gateway.CompilerServices;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Reading.Plain;

namespace Spectacles.Gateway.Reading;

/// <summary>A payload and the four compared ways to read it.</summary>
public sealed class ReadingCase
{
    private readonly byte[] utf8;
    private readonly Func<byte[], ulong> view;
    private readonly Func<byte[], object> model;
    private readonly Func<byte[], object> plain;

    private ReadingCase(string name, byte[] utf8, Func<byte[], ulong> view, Func<byte[], object> model, Func<byte[], object> plain)
    {
        Name = name;
        this.utf8 = utf8;
        this.view = view;
        this.model = model;
        this.plain = plain;
    }

    public static ReadingCase Message { get; } = new(
        "MESSAGE_CREATE",
        MessagePayload.Utf8,
        static json =>
        {
            var message = ViewOf<Events.MessageCreate.View>(json);
            return message.Content.Equals("!ping"u8) ? 0 : message.Author.Id + (message.GuildId ?? 0);
        },
        ReadModel<Events.MessageCreate>,
        static json => JsonSerializer.Deserialize(json, PlainContext.Default.MessageCreate)!);

    public static ReadingCase Presence { get; } = new(
        "PRESENCE_UPDATE",
        PresencePayload.Utf8,
        static json =>
        {
            var presence = ViewOf<Events.PresenceUpdate.View>(json);
            return presence.Status.Equals("online"u8) ? 0 : presence.User.Id + (presence.GuildId ?? 0);
        },
        ReadModel<Events.PresenceUpdate>,
        static json => JsonSerializer.Deserialize(json, PlainContext.Default.PresenceUpdate)!);

    /// <summary>60 KB: 36 members.</summary>
    public static ReadingCase SmallGuild { get; } = Guild(
        "GUILD_CREATE, 60 KB", new GuildPayload(roles: 22, channels: 42, emojis: 24, members: 36));

    /// <summary>2 MB: 2,150 people.</summary>
    public static ReadingCase LargeGuild { get; } = Guild(
        "GUILD_CREATE, 2 MB", new GuildPayload(roles: 180, channels: 400, emojis: 200, members: 2150));

    public static IReadOnlyList<ReadingCase> All { get; } = [Message, Presence, SmallGuild, LargeGuild];

    public string Name { get; }

    public int Length => utf8.Length;

    /// <summary>A few fields, or the ids of a guild's members, through the view.</summary>
    public ulong View() => view(utf8);

    /// <summary>The model, by the library's reader.</summary>
    public object Model() => model(utf8);

    /// <summary>A plain class with the same fields, by what System.Text.Json's source generator emits for it.</summary>
    public object Plain() => plain(utf8);

    /// <summary>A DOM.</summary>
    public int Document()
    {
        using var document = JsonDocument.Parse(utf8);
        return (int)document.RootElement.ValueKind;
    }

    public override string ToString() => Name;

    private static ReadingCase Guild(string name, GuildPayload payload) => new(
        name,
        payload.Utf8,
        static json =>
        {
            ulong sum = 0;
            foreach (var member in ViewOf<Events.GuildCreate.View>(json).Members)
            {
                sum += member.User.Id;
            }

            return sum;
        },
        ReadModel<Events.GuildCreate>,
        static json => JsonSerializer.Deserialize(json, PlainContext.Default.GuildCreate)!);

    private static T ViewOf<T>(byte[] json) where T : IGatewayView<T>, allows ref struct => T.Over(new PayloadText(json), 0, 0);

    /// <summary>The one place that calls the reader of a model.</summary>
    private static T ReadModel<T>(byte[] json) where T : IGatewayModel<T>
    {
        var reader = new PayloadReader(json);
        return T.Read(ref reader);
    }
}
