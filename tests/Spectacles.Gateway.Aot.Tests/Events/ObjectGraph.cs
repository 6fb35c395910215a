using System.Reflection;

namespace Spectacles.Gateway.Tests.Events;

/// <summary>The objects that can be reached from one, and what it costs to allocate each of them once.</summary>
internal static class ObjectGraph
{
    private static readonly MethodInfo Clone = typeof(object).GetMethod("MemberwiseClone", BindingFlags.Instance | BindingFlags.NonPublic)!;

    public static HashSet<object> Of(object root)
    {
        var found = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var open = new Stack<object>([root]);
        while (open.TryPop(out object? current))
        {
            if (found.Add(current))
            {
                Visit(current.GetType(), current, open);
            }
        }

        return found;
    }

    /// <summary>The bytes of one object on the heap: those of a copy.</summary>
    public static long Size(object found)
    {
        var copy = found is string text ? () => new string(text.AsSpan()) : Clone.CreateDelegate<Func<object>>(found);
        return AllocatedBytes.By(copy);
    }

    private static void Visit(Type type, object holder, Stack<object> open)
    {
        if (holder is Array array)
        {
            if (!array.GetType().GetElementType()!.IsPrimitive)
            {
                foreach (object? element in array)
                {
                    Push(element, open);
                }
            }

            return;
        }

        for (var declared = type;
             declared is not null && declared != typeof(object) && declared != typeof(string);
             declared = declared.BaseType)
        {
            foreach (
                var field in declared.GetFields(
                    BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (!field.FieldType.IsPrimitive && !field.FieldType.IsEnum && !field.FieldType.IsPointer)
                {
                    Push(field.GetValue(holder), open);
                }
            }
        }
    }

    // A struct that a field holds is boxed by reflection: its fields count, the box does not.
    private static void Push(object? value, Stack<object> open)
    {
        if (value is not null && !value.GetType().IsValueType)
        {
            open.Push(value);
        }
        else if (value is not null && !value.GetType().IsPrimitive && !value.GetType().IsEnum)
        {
            Visit(value.GetType(), value, open);
        }
    }
}
