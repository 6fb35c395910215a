using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Tests.Events;

/// <summary>The models with System.Text.Json: our context, ours among others, and a user's own.</summary>
public sealed partial class ModelJsonContextTests
{
    private const string Json = """{"id":"1","channel_id":"2","guild_id":"3"}""";

    [Fact]
    public void The_context_has_a_property_for_every_model() =>
        Assert.Equal(
            Json,
            JsonSerializer.Serialize(
                JsonSerializer.Deserialize(Json, GatewayJsonContext.Default.MessageDelete)!, GatewayJsonContext.Default.MessageDelete));

    [Fact]
    public void The_context_gives_the_same_metadata_again() =>
        Assert.Same(GatewayJsonContext.Default.MessageDelete, GatewayJsonContext.Default.GetTypeInfo(typeof(MessageDelete)));

    [Fact]
    public void The_context_does_not_know_what_is_not_its_own() => Assert.Null(GatewayJsonContext.Default.GetTypeInfo(typeof(Uri)));

    [Fact]
    public void The_context_takes_its_place_in_a_chain()
    {
        var options = new JsonSerializerOptions { WriteIndented = true };
        options.TypeInfoResolverChain.Add(OwnContext.Default);
        options.TypeInfoResolverChain.Add(GatewayJsonContext.Default);

        Assert.Equal(new Snowflake(1), Read<Envelope>(options, $$"""{"Deleted":{{Json}}}""").Deleted.Id);
        Assert.Equal("Hi", Read<MessageCreate>(options, """{"content":"Hi"}""").Content);
        Assert.Contains(
            "\n",
            JsonSerializer.Serialize(
                new MessageDelete { Id = 1, ChannelId = 2 }, (JsonTypeInfo<MessageDelete>)options.GetTypeInfo(typeof(MessageDelete))),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_users_own_context_reads_and_writes_models()
    {
        var deleted = JsonSerializer.Deserialize($$"""{"Deleted":{{Json}}}""", OwnContext.Default.Envelope)!.Deleted;
        Assert.Equal(Json, JsonSerializer.Serialize(deleted, OwnContext.Default.MessageDelete));
        Assert.Equal("\"dnd\"", JsonSerializer.Serialize(OnlineStatus.DoNotDisturb, OwnContext.Default.OnlineStatus));
    }

    [Fact]
    public void A_users_own_type_holds_what_is_no_model()
    {
        string json = """{"At":"2026-03-01T18:30:00+00:00","Local":"2026-03-01T18:30:00","Value":18446744073709551615,"Text":"a"}""";
        Note note = JsonSerializer.Deserialize(json, OwnContext.Default.Note)!;
        Assert.Equal(
            (true, false, ulong.MaxValue, "a"), (note.At.HasOffset, note.Local.HasOffset, note.Value.AsUnsignedNumber, note.Text.AsText));
        Assert.Equal(
            json.Replace("+", "\\u002B", StringComparison.Ordinal),
            JsonSerializer.Serialize(note, OwnContext.Default.Note).Replace("+", "\\u002B", StringComparison.Ordinal));
    }

    [Fact]
    public void A_list_of_models_is_a_matter_of_a_users_own_context() =>
        Assert.Equal(
            $"[{Json}]",
            JsonSerializer.Serialize(
                JsonSerializer.Deserialize($"[{Json}]", OwnContext.Default.ListMessageDelete)!, OwnContext.Default.ListMessageDelete));

    [Fact]
    public void No_model_has_the_name_of_another_type_of_the_library()
    {
        var types = typeof(Shard)
            .Assembly.GetExportedTypes()
            .Where(type => !type.IsNested)
            .ToLookup(type => type.Namespace == typeof(MessageDelete).Namespace, type => type.Name);
        Assert.Empty(types[true].Intersect(types[false]));
    }

    private static T Read<T>(JsonSerializerOptions options, string json) =>
        JsonSerializer.Deserialize(json, (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)))!;

    internal sealed record Envelope(MessageDelete Deleted);

    internal sealed record Note(Timestamp At, Timestamp Local, Scalar Value, Scalar Text);

    [JsonSerializable(typeof(Envelope))]
    [JsonSerializable(typeof(Note))]
    [JsonSerializable(typeof(MessageDelete))]
    [JsonSerializable(typeof(List<MessageDelete>))]
    [JsonSerializable(typeof(OnlineStatus))]
    private sealed partial class OwnContext : JsonSerializerContext;
}
