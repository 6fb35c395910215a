using System.Reflection;
using System.Text;
using Spectacles.Gateway.CompilerServices;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Tests.Events;

/// <summary>What a model allocates beside the objects that it leads to.</summary>
public sealed class ModelAllocationTests
{
    public static TheoryData<string> Payloads => new(Payload.Names);

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Model_allocates_only_its_object_graph(string name)
    {
        var read = typeof(ModelAllocationTests).GetMethod(nameof(Read), BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(Payload.ModelOf(name)).CreateDelegate<Func<byte[], object>>();
        AssertCostsItsGraph(read, Payload.Read(name));
    }

    [Fact]
    public void Large_list_and_large_map_allocate_only_their_object_graph()
    {
        string users = string.Join(",", Enumerable.Range(1, 100).Select(id => $$"""
            "{{id}}":{"id":"{{id}}","username":"u{{id}}"}
            """));
        AssertCostsItsGraph(Read<InteractionCreate>, Encoding.UTF8.GetBytes("{\"data\":{\"resolved\":{\"users\":{" + users + "}}}}"));
        AssertCostsItsGraph(
            Read<GuildMemberUpdate>, Encoding.UTF8.GetBytes($$"""{"roles":[{{string.Join(",", Enumerable.Range(1, 100))}}]}"""));
    }

    private static void AssertCostsItsGraph(Func<byte[], object> read, byte[] json)
    {
        object first = read(json);
        object second = read(json);

        // What both share, such as known texts and empty maps, was there already.
        var shared = ObjectGraph.Of(first);
        long graph = ObjectGraph.Of(second).Where(found => !shared.Contains(found)).Sum(ObjectGraph.Size);

        Assert.Equal(graph, AllocatedBytes.By(() => read(json)));
    }

    private static object Read<T>(byte[] json) where T : class, IGatewayModel<T>
    {
        var reader = new PayloadReader(json);
        return T.Read(ref reader);
    }
}
