using System.Reflection;
using System.Runtime.CompilerServices;

namespace Spectacles.Gateway.Benchmarks;

/// <summary>The objects that one object leads to, and their size on the heap: what a reader can't help allocating.</summary>
internal sealed class ObjectGraph
{
    private readonly HashSet<object> objects = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Type, FieldInfo[]> fields = [];
    private readonly Dictionary<Type, long> sizes = [];

    public ObjectGraph(object root)
    {
        var pending = new Stack<object>([root]);
        while (pending.TryPop(out object? next))
        {
            // A boxed struct is a copy on the way to what it holds, and no object of the graph.
            if (next is ValueType || objects.Add(next))
            {
                Visit(next, pending);
            }
        }
    }

    /// <summary>Bytes of the graph without the objects that another one has, too: those were there before, such as the empty string.</summary>
    public long BytesBeside(ObjectGraph other) => objects.Where(item => !other.objects.Contains(item)).Sum(Size);

    private void Visit(object item, Stack<object> pending)
    {
        if (item is Array array && HoldsReferences(array.GetType().GetElementType()!))
        {
            foreach (object? element in array)
            {
                Push(element, pending);
            }
        }

        foreach (FieldInfo field in FieldsOf(item.GetType()))
        {
            Push(field.GetValue(item), pending);
        }
    }

    private static void Push(object? value, Stack<object> pending)
    {
        if (value is not null and not Type and not Delegate)
        {
            pending.Push(value);
        }
    }

    private FieldInfo[] FieldsOf(Type type)
    {
        if (!fields.TryGetValue(type, out FieldInfo[]? found))
        {
            found = [.. Declared(type).Where(field => HoldsReferences(field.FieldType))];
            fields.Add(type, found);
        }

        return found;
    }

    private static IEnumerable<FieldInfo> Declared(Type? type) => type is null || type == typeof(object) || type == typeof(string) || type.IsArray
        ? []
        : type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly).Concat(Declared(type.BaseType));

    private static bool HoldsReferences(Type type) => !type.IsPrimitive && !type.IsEnum && !type.IsPointer && (!type.IsValueType || Declared(type).Any(field => HoldsReferences(field.FieldType)));

    /// <summary>Measured rather than computed: what one more such object allocates.</summary>
    private long Size(object item)
    {
        switch (item)
        {
            case string text:
                return Measure(() => new string('\0', text.Length));
            case Array array:
                return Measure(() => Array.CreateInstance(array.GetType().GetElementType()!, array.Length));
        }

        Type type = item.GetType();
        if (!sizes.TryGetValue(type, out long size))
        {
            size = Measure(() => RuntimeHelpers.GetUninitializedObject(type));
            sizes.Add(type, size);
        }

        return size;
    }

    private static long Measure(Func<object> create)
    {
        create();
        long before = GC.GetAllocatedBytesForCurrentThread();
        create();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
