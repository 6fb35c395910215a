using System.Reflection;
using System.Text.Json;
using Spectacles.Gateway.CompilerServices;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Tests.Events;

/// <summary>The events of Gateway v10: each has a model that knows its name and its intents, a constant, and metadata.</summary>
public sealed class EventCatalogueTests
{
    private const int EventsOfVersion10 = 79;

    public static TheoryData<string> Names => new(Constants.Select(constant => constant.Name));

    private static IEnumerable<FieldInfo> Constants => typeof(GatewayEvents).GetFields(BindingFlags.Public | BindingFlags.Static);

    [Fact]
    public void Catalogue_has_79_events() => Assert.Equal(EventsOfVersion10, Constants.Count());

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_event_has_its_own_model(string name)
    {
        string wireName = (string)typeof(GatewayEvents).GetField(name)!.GetRawConstantValue()!;
        var model = Payload.ModelNamed(name);
        var facts = model.GetCustomAttribute<GatewayEventModelAttribute>()!;

        Assert.Equal(wireName, facts.Name);
        Assert.Contains(typeof(IGatewayEvent<>).MakeGenericType(model), model.GetInterfaces());
        Assert.NotNull(GatewayJsonContext.Default.GetTypeInfo(model));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_event_is_documented_with_a_link(string name)
    {
        string wireName = (string)typeof(GatewayEvents).GetField(name)!.GetRawConstantValue()!;
        using var schema = JsonDocument.Parse(Payload.SchemaText);
        var entry = schema.RootElement.GetProperty("events").GetProperty(wireName);
        Assert.StartsWith("events/gateway-events#", entry.GetProperty("link").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(schema.RootElement.GetProperty("types").GetProperty(name).GetProperty("doc").GetString()!);
    }
}
