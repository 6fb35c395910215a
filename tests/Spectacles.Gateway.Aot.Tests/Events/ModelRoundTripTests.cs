using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Tests.Events;

/// <summary>What is read and written back is the same, as a value; unknown fields are the only loss.</summary>
public sealed class ModelRoundTripTests
{
    public static TheoryData<string> Payloads => new(Payload.Names);

    public static TheoryData<string, string> Variants =>
        [.. Payload.Names.SelectMany(name => PayloadVariant.All.Keys.Select(variant => (name, variant)))];

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Payload_round_trips_through_its_model(string name) =>
        JsonValues.AssertEqual(PayloadVariant.Known(name), RoundTrip(name, Payload.Read(name)));

    [Theory]
    [MemberData(nameof(Variants))]
    public void Every_variant_of_a_payload_round_trips_through_its_model(string name, string variant)
    {
        byte[] json = PayloadVariant.Change(name, PayloadVariant.Known(name), PayloadVariant.All[variant]);
        JsonValues.AssertEqual(json, RoundTrip(name, json));
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Order_of_keys_does_not_affect_the_model(string name) =>
        JsonValues.AssertEqual(PayloadVariant.Known(name), RoundTrip(name, Payload.Reverse(Payload.Read(name))));

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Unknown_fields_are_skipped(string name) =>
        JsonValues.AssertEqual(
            PayloadVariant.Known(name), Payload.RemoveUnknownFields(RoundTrip(name, Payload.AddUnknownFields(Payload.Read(name)))));

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Escaped_property_names_are_recognized(string name) =>
        JsonValues.AssertEqual(PayloadVariant.Known(name), RoundTrip(name, Payload.EscapeNames(Payload.Read(name))));

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Text_read_in_segments_gives_the_same_model(string name)
    {
        byte[] json = Payload.Read(name);
        Assert.All(
            [1, 2, 7, 64],
            size => JsonValues.AssertEqual(PayloadVariant.Known(name), Models.RoundTripInPieces(Payload.ModelOf(name), json, size)));
    }

    [Theory]
    [InlineData("GUILD_CREATE", """{"id":"1187342906418298902","unavailable":true}""")]
    [InlineData("MESSAGE_UPDATE", """{"id":"1412491870925672522","channel_id":"1187342907563343925","guild_id":"1187342906418298902","embeds":[{"title":"Tide table","type":"rich"}]}""")]
    [InlineData("PRESENCE_UPDATE", """{"user":{"id":"204255221017214977"},"guild_id":"1187342906418298902"}""")]
    public void Fields_of_an_incomplete_payload_are_kept(string name, string json)
    {
        var written = JsonNode.Parse(RoundTrip(name, Encoding.UTF8.GetBytes(json)))!.AsObject();
        Assert.All(
            JsonNode.Parse(json)!.AsObject(),
            property => Assert.Equal(property.Value!.ToJsonString(), written[property.Key]!.ToJsonString()));
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Empty_object_is_read_without_null_in_non_nullable_properties(string name)
    {
        object model = JsonSerializer.Deserialize("{}"u8, GatewayJsonContext.Default.GetTypeInfo(Payload.ModelOf(name))!)!;
        AssertComplete(model, new NullabilityInfoContext());
    }

    private static void AssertComplete(object model, NullabilityInfoContext nullability)
    {
        foreach (var property in model.GetType().GetProperties())
        {
            object? value = property.GetValue(model);
            if (nullability.Create(property).ReadState == NullabilityState.NotNull)
            {
                Assert.True(value is not null, $"{model.GetType().Name}.{property.Name}");
                if (value.GetType().Namespace == typeof(Ready).Namespace && value.GetType().IsClass)
                {
                    AssertComplete(value, nullability);
                }
                else if (value is System.Collections.IEnumerable list)
                {
                    Assert.Empty(list);
                }
            }
        }
    }

    private static byte[] RoundTrip(string name, byte[] json) => Models.RoundTrip(Payload.ModelOf(name), json);
}
