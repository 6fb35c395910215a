using System.Text.Json;
using System.Text.Json.Nodes;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Tests.Events;

/// <summary>The components of modals are components like those of messages: in a label, and written as they are read.</summary>
/// <remarks>https://discord.com/developers/docs/components/reference</remarks>
public sealed class ModalComponentTests
{
    [Theory]
    [InlineData(
        typeof(TextInputComponent),
        """
        {"type":4,"id":2,"custom_id":"why","style":2,"min_length":1,"max_length":4000,"required":true,"value":"So","placeholder":"Because"}
        """)]
    [InlineData(typeof(FileUploadComponent), """{"type":19,"custom_id":"files","min_values":0,"max_values":10,"required":false}""")]
    [InlineData(
        typeof(RadioGroupComponent),
        """{"type":21,"custom_id":"one","options":[{"value":"a","label":"A","description":"First","default":true},{"value":"b","label":"B"}]}""")]
    [InlineData(
        typeof(CheckboxGroupComponent),
        """{"type":22,"custom_id":"some","options":[{"value":"a","label":"A","default":true}],"min_values":0,"max_values":1,"required":false}""")]
    [InlineData(typeof(CheckboxComponent), """{"type":23,"custom_id":"yes","default":true}""")]
    [InlineData(typeof(StringSelectComponent), """{"type":3,"custom_id":"bug","options":[{"label":"Ant","value":"ant"}],"required":false}""")]
    public void Component_in_a_label_is_read_and_written(Type type, string json)
    {
        string text = $$"""{"type":18,"id":1,"label":"A question","description":"More about it","component":{{json}}}""";

        var component = JsonSerializer.Deserialize(text, GatewayJsonContext.Default.Component);

        var label = Assert.IsType<LabelComponent>(component);
        Assert.Equal("A question", label.Label);
        Assert.IsType(type, label.Component);
        string written = JsonSerializer.Serialize(component, GatewayJsonContext.Default.Component);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(text), JsonNode.Parse(written)), written);
    }
}
