using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Spectacles.Gateway.CompilerServices;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Tests.Events;

/// <summary>A list or a map that may be left out is empty when it is, and is left out again.</summary>
public sealed class AbsentListTests
{
    private static readonly JsonTypeInfo<AutoModerationTriggerMetadata> Metadata = GatewayJsonContext.Default.AutoModerationTriggerMetadata;

    [Fact]
    public void Absent_list_is_an_empty_list()
    {
        var message = Read(GatewayJsonContext.Default.MessageCreate, "{}");

        Assert.Empty(message.Components);
        Assert.Empty(message.StickerItems);
        Assert.Empty(Read(GatewayJsonContext.Default.ResolvedData, "{}").Users);
    }

    [Theory]
    [InlineData("""{"keyword_filter":["a"],"presets":[1]}""")]
    [InlineData("""{"keyword_filter":[],"presets":[]}""")]
    [InlineData("""{"presets":[]}""")]
    [InlineData("{}")]
    public void List_that_may_be_absent_is_written_as_it_was_read(string json) => AssertRoundTrip(Metadata, json);

    [Theory]
    [InlineData("""{"channels":{"5":{"id":"5","type":0}},"messages":{}}""")]
    [InlineData("""{"users":{},"members":{}}""")]
    [InlineData("{}")]
    public void Map_that_may_be_absent_is_written_as_it_was_read(string json) =>
        AssertRoundTrip(GatewayJsonContext.Default.ResolvedData, json);

    [Theory]
    [InlineData("""{"name":"a","type":1,"options":[{"name":"b","type":1,"options":[]},{"name":"c","type":3}]}""")]
    [InlineData("""{"name":"a","type":1}""")]
    public void Lists_in_elements_of_a_list_are_written_as_they_were_read(string json) =>
        AssertRoundTrip(GatewayJsonContext.Default.InteractionOption, json);

    [Theory]
    [InlineData("""{"type":8,"default_values":[],"custom_id":"c","channel_types":[0,5]}""")]
    [InlineData("""{"type":8,"custom_id":"c","channel_types":[]}""")]
    [InlineData("""{"type":8,"custom_id":"c"}""")]
    public void Lists_of_a_member_of_a_union_are_written_as_they_were_read(string json) =>
        AssertRoundTrip(GatewayJsonContext.Default.Component, json);

    [Fact]
    public void Null_and_a_value_of_another_type_are_read_as_an_absent_list()
    {
        byte[] json = """{"presets":null}"""u8.ToArray();
        Assert.False(Dispatched<AutoModerationTriggerMetadata>(json).Presets.IsPresent());
        Assert.False(Dispatched<AutoModerationTriggerMetadata>("""{"presets":5}"""u8.ToArray()).Presets.IsPresent());
        Assert.False(Dispatched<ResolvedData>("""{"users":[]}"""u8.ToArray()).Users.IsPresent());
    }

    [Fact]
    public void List_that_may_be_null_is_null()
    {
        Assert.Null(Read(GatewayJsonContext.Default.RecurrenceRule, """{"by_month":null}""").ByMonth);
        Assert.Empty(Read(GatewayJsonContext.Default.RecurrenceRule, """{"by_month":[]}""").ByMonth!.Value);
    }

    [Fact]
    public void List_that_is_not_set_by_hand_is_not_written()
    {
        Assert.Equal("{}", Write(Metadata, new AutoModerationTriggerMetadata()));
        Assert.Equal("{}", Write(Metadata, new AutoModerationTriggerMetadata { Presets = default }));
        Assert.Equal("{}", Write(GatewayJsonContext.Default.ResolvedData, new ResolvedData()));
    }

    [Fact]
    public void Empty_list_that_is_set_by_hand_is_written()
    {
        Assert.Equal("""{"presets":[]}""", Write(Metadata, new AutoModerationTriggerMetadata { Presets = [] }));
        Assert.Equal(
            """{"presets":[]}""", Write(
                Metadata, new AutoModerationTriggerMetadata { Presets = ImmutableArray<AutoModerationKeywordPresetType>.Empty }));
        Assert.Equal(
            """{"users":{}}""",
            Write(GatewayJsonContext.Default.ResolvedData, new ResolvedData { Users = ReadOnlyDictionary<Snowflake, User>.Empty }));
    }

    [Fact]
    public void List_that_is_copied_from_another_model_stays_absent()
    {
        var read = Read(Metadata, "{}");
        Assert.Equal("{}", Write(Metadata, new AutoModerationTriggerMetadata { Presets = read.Presets }));
    }

    private static void AssertRoundTrip<T>(JsonTypeInfo<T> info, string json) => Assert.Equal(json, Write(info, Read(info, json)));

    private static T Read<T>(JsonTypeInfo<T> info, string json) => JsonSerializer.Deserialize(json, info)!;

    private static string Write<T>(JsonTypeInfo<T> info, T model) => JsonSerializer.Serialize(model, info);

    private static T Dispatched<T>(byte[] json) where T : class, IGatewayModel<T>
    {
        var state = new DispatchState();
        return new Dispatch(Encoding.UTF8.GetBytes("E"), json, 1, ref state).Model<T>();
    }
}
