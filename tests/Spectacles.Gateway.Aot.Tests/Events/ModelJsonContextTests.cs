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
    public void Context_has_a_property_for_every_model() =>
        Assert.Equal(
            Json,
            JsonSerializer.Serialize(
                JsonSerializer.Deserialize(Json, GatewayJsonContext.Default.MessageDelete)!, GatewayJsonContext.Default.MessageDelete));

    [Fact]
    public void Context_returns_the_same_metadata_each_time() =>
        Assert.Same(GatewayJsonContext.Default.MessageDelete, GatewayJsonContext.Default.GetTypeInfo(typeof(MessageDelete)));

    [Fact]
    public void Context_returns_no_metadata_for_unknown_types() => Assert.Null(GatewayJsonContext.Default.GetTypeInfo(typeof(Uri)));

    [Fact]
    public void Context_can_be_part_of_a_resolver_chain()
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
    public void User_defined_context_reads_and_writes_models()
    {
        var deleted = JsonSerializer.Deserialize($$"""{"Deleted":{{Json}}}""", OwnContext.Default.Envelope)!.Deleted;
        Assert.Equal(Json, JsonSerializer.Serialize(deleted, OwnContext.Default.MessageDelete));
        Assert.Equal("\"dnd\"", JsonSerializer.Serialize(OnlineStatus.DoNotDisturb, OwnContext.Default.OnlineStatus));
    }

    [Fact]
    public void User_defined_type_can_contain_types_that_are_not_models()
    {
        string json = """{"At":"2026-03-01T18:30:00+00:00","Local":"2026-03-01T18:30:00","Value":18446744073709551615,"Text":"a"}""";
        var note = JsonSerializer.Deserialize(json, OwnContext.Default.Note)!;
        Assert.Equal(
            (true, false, ulong.MaxValue, "a"), (note.At.HasOffset, note.Local.HasOffset, note.Value.AsUInt64, note.Text.AsString));
        Assert.Equal(
            json.Replace("+", "\\u002B", StringComparison.Ordinal),
            JsonSerializer.Serialize(note, OwnContext.Default.Note).Replace("+", "\\u002B", StringComparison.Ordinal));
    }

    [Fact]
    public void List_of_models_is_serialized_with_a_user_defined_context() =>
        Assert.Equal(
            $"[{Json}]",
            JsonSerializer.Serialize(
                JsonSerializer.Deserialize($"[{Json}]", OwnContext.Default.ListMessageDelete)!, OwnContext.Default.ListMessageDelete));

    [Fact]
    public void Model_names_differ_from_other_type_names_of_the_library()
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
