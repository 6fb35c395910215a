using System.Text.Json;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Tests.Events;

/// <summary>Components: the type tells what an object is, wherever it stands; what is not known is kept.</summary>
public sealed class ModelUnionTests
{
    [Fact]
    public void Component_class_is_chosen_by_the_type_field()
    {
        var message = Read(
            """{"components":[{"type":1,"components":[{"type":2,"label":"Yes","custom_id":"y"},{"id":7,"type":3}]}]}""");
        var row = Assert.IsType<ActionRowComponent>(Assert.Single(message.Components));
        Assert.Equal("Yes", Assert.IsType<ButtonComponent>(row.Components[0]).Label);
        Assert.Equal((7, ComponentType.StringSelect), (Assert.IsType<StringSelectComponent>(row.Components[1]).Id, row.Components[1].Type));
    }

    [Fact]
    public void Type_field_of_a_component_can_follow_its_other_fields()
    {
        var message = Read(
            """{"components":[{"components":[{"custom_id":"\"type\":3","label":"{\"type\":3}","type":2}],"type":1}]}""");
        var row = (ActionRowComponent)message.Components[0];
        Assert.Equal("\"type\":3", Assert.IsType<ButtonComponent>(row.Components[0]).CustomId);
    }

    [Fact]
    public void Unknown_component_is_kept_as_sent()
    {
        const string Json = """{"type":250,"id":3,"shape":{"radius":1.50,"label":"é"}}""";
        var unknown = Assert.IsType<UnknownComponent>(Read($$"""{"components":[{{Json}}]}""").Components[0]);
        Assert.Equal((250, 3), ((int)unknown.Type, unknown.Id));
        Assert.Equal(Json, unknown.Json.ToString());
        Assert.Equal(unknown.Json.ToString(), JsonSerializer.Serialize<Component>(unknown, GatewayJsonContext.Default.Component));
    }

    [Fact]
    public void Component_without_a_type_is_unknown()
    {
        Assert.IsType<UnknownComponent>(Read("""{"components":[{}]}""").Components[0]);
        Assert.IsType<UnknownComponent>(
            JsonSerializer.Deserialize("""{"components":[]}""", GatewayJsonContext.Default.SectionComponent)!.Accessory);
    }

    [Fact]
    public void Value_that_is_not_an_object_is_not_a_component() =>
        Assert.Throws<JsonException>(() => Read("""{"components":["button"]}"""));

    [Fact]
    public void Component_created_in_code_has_its_type() =>
        Assert.Equal(
            """{"type":10,"content":"Hi"}""",
            JsonSerializer.Serialize<Component>(new TextDisplayComponent { Content = "Hi" }, GatewayJsonContext.Default.Component));

    [Fact]
    public void Component_class_read_directly_rejects_another_type()
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
    public void Marker_field_is_true_when_it_is_null()
    {
        var tags = JsonSerializer.Deserialize("""{"premium_subscriber":null}""", GatewayJsonContext.Default.RoleTags)!;
        Assert.Equal((true, false), (tags.PremiumSubscriber, tags.GuildConnections));
        Assert.Equal("""{"premium_subscriber":null}""", JsonSerializer.Serialize(tags, GatewayJsonContext.Default.RoleTags));
    }

    [Fact]
    public void Audit_log_value_holds_any_JSON_and_can_be_read_as_a_model()
    {
        var change = JsonSerializer.Deserialize(
            """{"key":"$add","new_value":{"id":"5","name":"Mods"},"old_value":null}""", GatewayJsonContext.Default.AuditLogChange)!;
        Assert.Equal("Mods", change.NewValue!.Value.Read<Role>().Name);
        Assert.True(change.OldValue!.Value.IsNull);
        Assert.Equal(new JsonText("null"), change.OldValue);
        Assert.Throws<JsonException>(() => change.OldValue.Value.Read<Role>());
        Assert.ThrowsAny<JsonException>(() => new JsonText("{"));
    }

    private static MessageCreate Read(string json) => JsonSerializer.Deserialize(json, GatewayJsonContext.Default.MessageCreate)!;
}
