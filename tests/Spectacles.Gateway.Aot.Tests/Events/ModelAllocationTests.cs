using System.Reflection;
using Spectacles.Gateway.Dispatching;

namespace Spectacles.Gateway.Tests.Events;

public sealed class ModelAllocationTests
{
    public static TheoryData<string> Payloads => new(Payload.Names);

    [Theory]
    [MemberData(nameof(Payloads))]
    public void A_model_costs_its_object_graph_and_no_byte_more(string name)
    {
        var read = typeof(ModelAllocationTests).GetMethod(nameof(Read), BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(Payload.ModelOf(name)).CreateDelegate<Func<byte[], object>>();
        byte[] json = Payload.Read(name);
        object first = read(json);
        long before = GC.GetAllocatedBytesForCurrentThread();
        object second = read(json);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        // What both share, such as known texts and empty maps, was there already.
        HashSet<object> shared = ObjectGraph.Of(first);
        long graph = ObjectGraph.Of(second).Where(found => !shared.Contains(found)).Sum(ObjectGraph.Size);

        Assert.Equal(graph, allocated);
    }

    private static object Read<T>(byte[] json) where T : class, IGatewayModel<T>
    {
        var reader = new PayloadReader(json);
        return T.Read(ref reader);
    }
}
