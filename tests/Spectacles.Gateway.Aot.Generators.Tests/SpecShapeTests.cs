using System.Reflection;

namespace Spectacles.Gateway.Generators.Tests;

/// <summary>What waits in a generator's cache holds nothing of Roslyn's, is equal by value, and specs know no positions.</summary>
public sealed class SpecShapeTests
{
    public static TheoryData<Type> Cached =>
        new(
            Reachable(
                typeof(ContractSpec),
                typeof(HandlerSpec),
                typeof(JsonContextSpec),
                typeof(SchemaModel),
                typeof(ContractResult),
                typeof(HandlerResult),
                typeof(HandlerDraft),
                typeof(OwnSchema),
                typeof(ModuleDraft),
                typeof(ModuleResult),
                typeof(TextsModel)));

    public static TheoryData<Type> Specs => new(
        Reachable(typeof(ContractSpec), typeof(HandlerSpec), typeof(JsonContextSpec), typeof(RegistrationSpec), typeof(ModuleSpec)));

    [Theory]
    [MemberData(nameof(Cached))]
    public void Cached_type_references_no_Roslyn_types(Type type) =>
        Assert.All(Fields(type), field => Assert.DoesNotContain("Microsoft.CodeAnalysis", field.FieldType.ToString()));

    [Theory]
    [MemberData(nameof(Cached))]
    public void Cached_type_is_equal_by_value(Type type)
    {
        Assert.True(type.IsAssignableTo(typeof(IEquatable<>).MakeGenericType(type)), $"{type} has no equality of its own.");
        Assert.All(Fields(type), field => Assert.True(IsValue(field.FieldType), field.ToString()));
    }

    [Theory]
    [MemberData(nameof(Specs))]
    public void Spec_contains_no_text_position(Type type) => Assert.NotEqual(typeof(TextPosition), type);

    [Fact]
    public void Every_spec_is_checked()
    {
        var specs = typeof(ContractSpec)
            .Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(ContractSpec).Namespace && type.Name.EndsWith("Spec", StringComparison.Ordinal));
        Assert.Subset(Specs.Select(row => row.Data).ToHashSet(), specs.ToHashSet());
    }

    private static bool IsValue(Type type) =>
        type.IsEnum
        || type == typeof(string)
        || type.IsPrimitive
        || Nullable.GetUnderlyingType(type) is { } underlying && IsValue(underlying)
        || type.IsGenericType && type.GetGenericTypeDefinition() == typeof(EquatableArray<>)
        || type.IsAssignableTo(typeof(IEquatable<>).MakeGenericType(type)) && (type.IsSealed || type.IsValueType);

    private static IEnumerable<Type> Reachable(params Type[] roots)
    {
        var seen = new HashSet<Type>();
        var waiting = new Queue<Type>(roots);
        while (waiting.TryDequeue(out var type))
        {
            if (type.IsGenericType)
            {
                Array.ForEach(type.GetGenericArguments(), waiting.Enqueue);
            }
            else if (type.Assembly == typeof(ContractSpec).Assembly && !type.IsEnum && seen.Add(type))
            {
                Array.ForEach(Fields(type), field => waiting.Enqueue(field.FieldType));
            }
        }

        return seen.OrderBy(type => type.Name, StringComparer.Ordinal);
    }

    private static FieldInfo[] Fields(Type type) => type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
}
