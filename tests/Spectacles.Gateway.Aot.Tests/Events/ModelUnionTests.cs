using System.Text.Json;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Tests.Events;

/// <summary>Components: the type tells what an object is, wherever it stands; what is not known is kept.</summary>
public sealed class ModelUnionTests
{
    [Fact]
    public void The_type_tells_what_a_component_is()
    {
        MessageCreate message = Read(
            """{"components":[{"type":1,"components":[{"type":2,"label":"Yes","custom_id":"y"},{"id":7,"type":3}]}]}""");
        ActionRowComponent row = Assert.IsType<ActionRowComponent>(Assert.Single(message.Components!.Value));
        Assert.Equal("Yes", Assert.IsType<ButtonComponent>(row.Components[0]).Label);
        Assert.Equal((7, ComponentType.StringSelect), (Assert.IsType<StringSelectComponent>(row.Components[1]).Id, row.Components[1].Type));
    }

    [Fact]
    public void The_type_may_stand_behind_what_it_explains()
    {
        MessageCreate message = Read(
            """{"components":[{"components":[{"custom_id":"\"type\":3","label":"{\"type\":3}","type":2}],"type":1}]}""");
        var row = (ActionRowComponent)message.Components!.Value[0];
        Assert.Equal("\"type\":3", Assert.IsType<ButtonComponent>(row.Components[0]).CustomId);
    }

    [Fact]
    public void A_component_of_tomorrow_is_kept_as_it_was_sent()
    {
        const string Json = """{"type":250,"id":3,"shape":{"radius":1.50,"label":"é"}}""";
        UnknownComponent unknown = Assert.IsType<UnknownComponent>(Read($$"""{"components":[{{Json}}]}""").Components!.Value[0]);
        Assert.Equal((250, 3), ((int)unknown.Type, unknown.Id));
        Assert.Equal(Json, unknown.Json.ToString());
        Assert.Equal(unknown.Json.ToString(), JsonSerializer.Serialize<Component>(unknown, GatewayJsonContext.Default.Component));
    }

    [Fact]
    public void A_component_without_a_type_is_not_known()
    {
        Assert.IsType<UnknownComponent>(Read("""{"components":[{}]}""").Components!.Value[0]);
        Assert.IsType<UnknownComponent>(
            JsonSerializer.Deserialize("""{"components":[]}""", GatewayJsonContext.Default.SectionComponent)!.Accessory);
    }

    [Fact]
    public void What_is_no_object_is_no_component() =>
        Assert.Throws<JsonException>(() => Read("""{"components":["button"]}"""));

    [Fact]
    public void A_component_made_by_hand_knows_its_type() =>
        Assert.Equal(
            """{"type":10,"content":"Hi"}""",
            JsonSerializer.Serialize<Component>(new TextDisplayComponent { Content = "Hi" }, GatewayJsonContext.Default.Component));

    [Fact]
    public void A_member_class_that_is_read_directly_refuses_another_type()
    {
        var error = Assert.Throws<JsonException>(
            () => JsonSerializer.Deserialize("""{"label":"Yes","type":3}""", GatewayJsonContext.Default.ButtonComponent));
        Assert.Contains(
            "The value 2 was expected, which is that of ButtonComponent, but it is 3.", error.Message, StringComparison.Ordinal);
        Assert.Contains(".type", error.Message, StringComparison.Ordinal);
        Assert.Throws<JsonException>(() => new JsonText("""{"type":10,"content":"Hi"}""").Read<ButtonComponent>());

        Assert.Equal("Yes", JsonSerializer.Deserialize("""{"label":"Yes","type":2}""", GatewayJsonContext.Default.ButtonComponent)!.Label);
        Assert.Equal(
            ComponentType.Button, JsonSerializer.Deserialize("""{"label":"Yes"}""", GatewayJsonContext.Default.ButtonComponent)!.Type);
    }

    [Fact]
    public void A_marker_is_null_when_it_is_so()
    {
        RoleTags tags = JsonSerializer.Deserialize("""{"premium_subscriber":null}""", GatewayJsonContext.Default.RoleTags)!;
        Assert.Equal((true, false), (tags.PremiumSubscriber, tags.GuildConnections));
        Assert.Equal("""{"premium_subscriber":null}""", JsonSerializer.Serialize(tags, GatewayJsonContext.Default.RoleTags));
    }

    [Fact]
    public void A_value_of_the_audit_log_is_any_json_and_can_be_read_as_a_model()
    {
        AuditLogChange change = JsonSerializer.Deserialize(
            """{"key":"$add","new_value":{"id":"5","name":"Mods"},"old_value":null}""", GatewayJsonContext.Default.AuditLogChange)!;
        Assert.Equal("Mods", change.NewValue!.Value.Read<Role>().Name);
        Assert.True(change.OldValue!.Value.IsNull);
        Assert.Equal(new JsonText("null"), change.OldValue);
        Assert.Throws<JsonException>(() => change.OldValue.Value.Read<Role>());
        Assert.ThrowsAny<JsonException>(() => new JsonText("{"));
    }

    private static MessageCreate Read(string json) => JsonSerializer.Deserialize(json, GatewayJsonContext.Default.MessageCreate)!;
}
