using System.Text;
using System.Text.Json;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Tests.Events;

/// <summary>Views over what is one thing or another: components, any JSON, markers.</summary>
public sealed class ViewUnionTests
{
    [Fact]
    public void View_of_a_component_is_chosen_by_the_type_field()
    {
        var message = new MessageCreate.View(
            """{"components":[{"type":1,"components":[{"type":2,"label":"Yes"},{"id":7,"type":3,"custom_id":"pick"}]}]}"""u8);
        string found = "";
        foreach (var component in message.Components)
        {
            Assert.False(component.TryGet(out ButtonComponent.View none) || none.IsPresent);
            Assert.True(component.TryGet(out ActionRowComponent.View row));
            foreach (var part in row.Components)
            {
                found += part.TryGet(out ButtonComponent.View button) ? $"button {button.Label.ToString()}, "
                    : part.TryGet(out StringSelectComponent.View menu)
                        ? $"menu {menu.CustomId.ToString()} {part.Id} {menu.Id} {menu.Type}"
                        : "?";
            }
        }

        Assert.Equal("button Yes, menu pick 7 7 StringSelect", found);
    }

    [Fact]
    public void Type_field_of_a_component_can_follow_its_other_fields()
    {
        var component = new Component.View("""{"label":"\"type\":3","components":[{"type":1}],"type":2}"""u8);
        Assert.True(component.TryGet(out ButtonComponent.View button) && button.Label.Equals("\"type\":3"u8));
        Assert.Equal(ComponentType.Button, component.Type);
    }

    [Fact]
    public void View_of_an_unknown_component_has_its_shared_fields_and_its_JSON()
    {
        const string Json = """{"type":250, "id":3,"shape":{"radius":1.50}}""";
        foreach (var component in new MessageCreate.View(Encoding.UTF8.GetBytes($$"""{"components":[ {{Json}} ]}""")).Components)
        {
            Assert.Equal((250, 3, Json), ((int)component.Type, component.Id, component.Json.ToString()));
            Assert.Equal(component.Json.ToJsonText(), Assert.IsType<UnknownComponent>(component.ToModel()).Json);
            Assert.False(component.TryGet(out ButtonComponent.View _));
        }
    }

    [Fact]
    public void Absent_or_null_component_has_no_member_view()
    {
        var absent = new SectionComponent.View("{}"u8).Accessory;
        var isNull = new SectionComponent.View("""{"accessory":null}"""u8).Accessory;
        Assert.Equal((false, false, false, true), (absent.IsPresent, absent.HasValue, absent.Json.IsPresent, absent.Json.Utf8.IsEmpty));
        Assert.Equal((true, false, true, "null"), (isNull.IsPresent, isNull.HasValue, isNull.Json.IsPresent, isNull.Json.ToString()));
        Assert.False(absent.TryGet(out ButtonComponent.View _) || isNull.TryGet(out ButtonComponent.View _));
        Assert.IsType<UnknownComponent>(absent.ToModel());
    }

    [Fact]
    public void View_of_a_component_can_be_converted_to_its_model()
    {
        var component = new Component.View("""{"type":10,"content":"Hi"}"""u8);
        Assert.Equal("Hi", Assert.IsType<TextDisplayComponent>(component.ToModel()).Content);
        Assert.True(component.TryGet(out TextDisplayComponent.View text));
        Assert.Equal("Hi", text.ToModel().Content);
    }

    [Fact]
    public void JSON_view_keeps_the_text_as_sent_and_can_be_read_as_another_view()
    {
        var change = new AuditLogChange.View("""{"key":"$add","new_value":[{"id":"5", "name":"Mods"}],"old_value":null}"""u8);
        Assert.Equal("""[{"id":"5", "name":"Mods"}]""", change.NewValue.ToString());
        Assert.Equal("""[{"id":"5","name":"Mods"}]""", change.NewValue.ToJsonText().ToString());
        Assert.Equal((true, false, true), (change.OldValue.IsPresent, change.OldValue.HasValue, change.OldValue.ToJsonText().IsNull));

        var role = new AuditLogChange.View("""{"new_value":{"id":"5"}}"""u8).NewValue;
        Assert.Equal(new Snowflake(5), role.View<Role.View>().Id);
        Assert.False(change.OldValue.View<Role.View>().HasValue);
        Assert.Throws<JsonException>(() => new AuditLogChange.View("""{"new_value":[]}"""u8).NewValue.View<Role.View>());
    }

    [Fact]
    public void JSON_view_of_an_absent_field_is_empty()
    {
        var absent = new AuditLogChange.View("{}"u8).NewValue;
        Assert.Equal((false, false, 0, ""), (absent.IsPresent, absent.HasValue, absent.Utf8.Length, absent.ToString()));
        Assert.True(absent.ToJsonText().IsNull);
        Assert.False(absent.View<Role.View>().IsPresent);
    }

    [Theory]
    [InlineData("{}", false)]
    [InlineData("""{"premium_subscriber":null}""", true)]
    [InlineData("""{"premium_subscriber":true}""", true)]
    [InlineData("""{"premium_subscriber":false}""", false)]
    public void Marker_field_of_a_view_is_true_when_it_is_null(string json, bool expected) =>
        Assert.Equal(expected, new RoleTags.View(Encoding.UTF8.GetBytes(json)).PremiumSubscriber);

    [Theory]
    [InlineData("""{"type":17,"components":[""", "]}", 31)]
    [InlineData("""{"type":9,"accessory":""", "}", 63)]
    public void Nesting_depth_of_component_views_has_the_limit_of_models(string opening, string closing, int levels)
    {
        foreach (int depth in new[] { levels, levels + 1, 100_000 })
        {
            string json = string
                .Concat(Enumerable.Repeat(opening, depth)) + """{"type":10}""" + string
                .Concat(Enumerable.Repeat(closing, depth));
            byte[] utf8 = Encoding.UTF8.GetBytes(json);
            var ofModel = Record.Exception(() => JsonSerializer.Deserialize(json, GatewayJsonContext.Default.Component));
            var ofView = Record.Exception(() => ViewComparison.Walk("Component", utf8, 0, false, new ViewWalk(makesStrings: false)));
            Assert.Equal(depth > levels, ofModel is JsonException);
            Assert.Equal(depth > levels, ofView is JsonException);
        }
    }
}
