using System.Collections;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Reflection;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Rest.Tests;

/// <summary>Creates a value of any type that routes take, with every property set.</summary>
internal static class SampleValue
{
    private const int Depth = 5;

    public static object? Of(Type type) => Of(type, 0);

    private static object? Of(Type type, int depth) => type switch
    {
        _ when Nullable.GetUnderlyingType(type) is { } value => Of(value, depth),
        _ when type == typeof(string) => "a/b? ü",
        _ when type == typeof(bool) => true,
        _ when type == typeof(int) => 7,
        _ when type == typeof(long) => 7L,
        _ when type == typeof(double) => 0.5,
        _ when type == typeof(Snowflake) => new Snowflake(175928847299117063),
        _ when type == typeof(Timestamp) => new Timestamp(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)),
        _ when type == typeof(JsonText) => new JsonText("{}"),
        _ when type == typeof(Scalar) => new Scalar("text"),
        _ when type == typeof(RestFile) => RestFile.FromBytes("a.txt", new byte[] { 1, 2, 3 }),
        _ when type == typeof(CancellationToken) => CancellationToken.None,
        { IsEnum: true } => Enum.GetValues(type).GetValue(0),
        { IsGenericType: true } => OfGeneric(type.GetGenericTypeDefinition(), type.GetGenericArguments(), depth),
        { IsAbstract: true } => OfObject(FirstMember(type), depth),
        { IsValueType: true } when FirstValue(type) is { } known => known.GetValue(null),
        _ => OfObject(type, depth),
    };

    private static object? OfGeneric(Type type, Type[] arguments, int depth) => type switch
    {
        _ when type == typeof(ImmutableArray<>) => ListOf(arguments[0], depth),
        _ when type == typeof(Optional<>) =>
            Activator.CreateInstance(type.MakeGenericType(arguments), Of(arguments[0], depth)),
        _ when type == typeof(ReadOnlyDictionary<,>) => MapOf(arguments, depth),
        _ => throw new NotSupportedException($"No sample value of {type}."),
    };

    private static object ListOf(Type element, int depth)
    {
        object[] elements = depth < Depth && Of(element, depth + 1) is { } sample ? [sample] : [];
        var array = Array.CreateInstance(element, elements.Length);
        elements.CopyTo(array, 0);
        return typeof(ImmutableArray).GetMethods()
            .Single(method => method.Name == nameof(ImmutableArray.Create) && method.GetParameters() is [{ ParameterType.IsArray: true }])
            .MakeGenericMethod(element)
            .Invoke(null, [array])!;
    }

    private static object MapOf(Type[] arguments, int depth)
    {
        var entries = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(arguments))!;
        if (depth < Depth && Of(arguments[1], depth + 1) is { } sample)
        {
            entries.Add(Of(arguments[0], depth)!, sample);
        }

        return Activator.CreateInstance(typeof(ReadOnlyDictionary<,>).MakeGenericType(arguments), entries)!;
    }

    private static object? OfObject(Type type, int depth)
    {
        if (depth > Depth)
        {
            return null;
        }

        object instance = Activator.CreateInstance(type)!;
        foreach (var property in type.GetProperties().Where(property => property.SetMethod is { IsPublic: true }))
        {
            property.SetValue(instance, Of(property.PropertyType, depth + 1));
        }

        return instance;
    }

    private static Type FirstMember(Type union) => union.Assembly.GetExportedTypes()
        .Where(type => type.BaseType == union && type.GetConstructor(Type.EmptyTypes) is not null)
        .OrderBy(type => type.Name, StringComparer.Ordinal)
        .Last();

    // A string enum has its values as static properties.
    private static PropertyInfo? FirstValue(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Static).FirstOrDefault(property => property.PropertyType == type);
}
