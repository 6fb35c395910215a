using System.Reflection;
using System.Text.RegularExpressions;

namespace Spectacles.Gateway.Tests.Seed;

/// <summary>
/// A public type or member of the library by the name that a document gives it: <c>Shard.SendAsync(Opcode, ReadOnlyMemory&lt;byte&gt;,
/// CancellationToken)</c>.
/// </summary>
internal static partial class MemberName
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy;

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(string)] = "string",
        [typeof(object)] = "object",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
    };

    private static readonly ILookup<string, Type> Types = typeof(Cluster)
        .Assembly.GetExportedTypes()
        .Where(type => !type.IsNested)
        .ToLookup(BareName);

    /// <returns>
    /// How many types and members the name fits: one, when it is right. Of overloads a name without parameters fits each.
    /// </returns>
    public static int Count(string name)
    {
        var parts = Pattern().Match(name);
        if (!parts.Success || Types[parts.Groups["type"].Value].ToArray() is not [var type])
        {
            return 0;
        }

        if (parts.Groups["new"].Success)
        {
            return type.GetConstructors().Count(constructor => Fits(constructor, parts));
        }

        return parts.Groups["member"].Success
            ? type.GetMembers(Everything).Count(member => member.Name == parts.Groups["member"].Value && Fits(member, parts))
            : 1;
    }

    private static bool Fits(MemberInfo member, Match parts) => member is not MethodBase method
        ? !parts.Groups["parameters"].Success
        : (method.IsGenericMethod ? method.GetGenericArguments().Length : 0) == parts.Groups["arguments"]
            .Value.Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Length
            && (
                !parts.Groups["parameters"].Success
                    || parts.Groups["parameters"].Value == string.Join(
                        ", ", method.GetParameters().Select(parameter => TypeName(parameter.ParameterType))));

    private static string BareName(Type type) => type.Name.Split('`')[0];

    private static string TypeName(Type type)
    {
        if (type.IsByRef)
        {
            return TypeName(type.GetElementType()!);
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return $"{TypeName(underlying)}?";
        }

        return type.IsGenericType
            ? $"{BareName(type)}<{string.Join(", ", type.GetGenericArguments().Select(TypeName))}>"
            : Keywords.GetValueOrDefault(type, type.Name);
    }

    [GeneratedRegex(
        @"^(?:(?<new>new )(?<type>[A-Z]\w*)|(?<type>[A-Z]\w*)(?:\.(?<member>\w+)(?:<(?<arguments>[\w, ]+)>)?)?)"
            + @"(?:\((?<parameters>.*)\))?$")]
    private static partial Regex Pattern();
}
