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
    public void There_are_79() => Assert.Equal(EventsOfVersion10, Constants.Count());

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_has_a_model_of_its_own(string name)
    {
        string wireName = (string)typeof(GatewayEvents).GetField(name)!.GetRawConstantValue()!;
        Type model = Payload.ModelNamed(name);
        GatewayEventModelAttribute facts = model.GetCustomAttribute<GatewayEventModelAttribute>()!;

        Assert.Equal(wireName, facts.Name);
        Assert.Contains(typeof(IGatewayEvent<>).MakeGenericType(model), model.GetInterfaces());
        Assert.NotNull(GatewayJsonContext.Default.GetTypeInfo(model));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_is_described_with_a_page(string name)
    {
        string wireName = (string)typeof(GatewayEvents).GetField(name)!.GetRawConstantValue()!;
        using JsonDocument schema = JsonDocument.Parse(Payload.SchemaText);
        JsonElement entry = schema.RootElement.GetProperty("events").GetProperty(wireName);
        Assert.StartsWith("events/gateway-events#", entry.GetProperty("link").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(schema.RootElement.GetProperty("types").GetProperty(name).GetProperty("doc").GetString()!);
    }
}
