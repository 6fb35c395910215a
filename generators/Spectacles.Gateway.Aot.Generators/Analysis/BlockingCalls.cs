using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Spectacles.Gateway.Generators;

/// <summary>Calls that wait on the thread of a shard.</summary>
/// <param name="methods">The methods that a shard calls.</param>
/// <remarks>Code in lambdas and local functions is left out, because it may run on another thread.</remarks>
internal sealed class BlockingCalls(ISet<ISymbol> methods)
{
    private const string Tasks = "System.Threading.Tasks";
    private const string Services = "System.Runtime.CompilerServices";

    private static readonly HashSet<string> Waits = new(StringComparer.Ordinal)
    {
        "System.Threading.Thread.Sleep", "System.Threading.Thread.Join", "System.Threading.SemaphoreSlim.Wait",
        "System.Threading.ManualResetEventSlim.Wait", "System.Threading.CountdownEvent.Wait", "System.Threading.WaitHandle.WaitOne",
        "System.Net.Http.HttpMessageInvoker.Send", "System.Net.Http.HttpClient.Send", $"{Tasks}.Task.WaitAll", $"{Tasks}.Task.WaitAny",
    };

    /// <summary>Calls that wait for the task that they are called on.</summary>
    private static readonly HashSet<string> TaskWaits = new(StringComparer.Ordinal)
    {
        $"{Tasks}.Task.Wait", $"{Tasks}.Task.Result", $"{Tasks}.ValueTask.Result", $"{Services}.TaskAwaiter.GetResult",
        $"{Services}.ValueTaskAwaiter.GetResult", $"{Services}.ConfiguredTaskAwaitable.ConfiguredTaskAwaiter.GetResult",
        $"{Services}.ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter.GetResult",
    };

    public void Look(OperationAnalysisContext context)
    {
        var (member, instance) = context.Operation switch
        {
            IInvocationOperation call => ((ISymbol)call.TargetMethod, call.Instance),
            IPropertyReferenceOperation read => (read.Property, read.Instance),
            _ => default,
        };
        string name = NameOf(member);
        bool blocks = Waits.Contains(name) || (TaskWaits.Contains(name) && !IsComplete(instance, context.Operation));
        if (blocks && methods.Contains(context.ContainingSymbol) && !IsNested(context.Operation) && !IsPoll(context.Operation))
        {
            context.ReportDiagnostic(
                Diagnostic.Create(
                    DiagnosticDescriptors.BlockingCall,
                    context.Operation.Syntax.GetLocation(),
                    $"{member.ContainingType.Name}.{member.Name}"));
        }
    }

    private static string NameOf(ISymbol? member) =>
        member is null ? "" : $"{member.ContainingType.ToDisplayString(DisplayFormats.FullPath)}.{member.Name}";

    private static bool IsNested(IOperation operation)
    {
        var ancestor = operation.Parent;
        while (ancestor is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation))
        {
            ancestor = ancestor.Parent;
        }

        return ancestor is not null;
    }

    /// <summary>Whether it waits for no time: <c>Wait(0)</c>.</summary>
    private static bool IsPoll(IOperation operation) =>
        operation is IInvocationOperation { Arguments: [{ Value.ConstantValue: { HasValue: true, Value: 0 } }, ..] };

    /// <summary>Whether the handler knows that a task is complete: it has awaited the task, or has asked the task.</summary>
    private static bool IsComplete(IOperation? instance, IOperation call)
    {
        var task = instance;
        while (task is IInvocationOperation { TargetMethod.Name: "GetAwaiter" or "ConfigureAwait", Instance: { } awaited })
        {
            task = awaited;
        }

        if (task is IInvocationOperation { TargetMethod: { Name: "FromResult", ContainingType.Name: "Task" or "ValueTask" } }
            or IPropertyReferenceOperation { Property.Name: "CompletedTask" } or IAwaitOperation)
        {
            return true;
        }

        var root = task?.Syntax;
        while (root is ElementAccessExpressionSyntax element)
        {
            root = element.Expression;
        }

        return root is IdentifierNameSyntax { Identifier.ValueText: var name } && IsKnownComplete(name, call.Syntax);
    }

    private static bool IsKnownComplete(string task, SyntaxNode call) =>
        call.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method
        && method.DescendantNodes()
            .Where(node => node.SpanStart < call.SpanStart || node.Contains(call))
            .Any(
                node => node switch
                {
                    AwaitExpressionSyntax => node.DescendantNodes().Any(part => IsNamed(part, task)),
                    MemberAccessExpressionSyntax asked => IsNamed(asked.Expression, task) && AsksForEnd(asked.Name),
                    SubpatternSyntax { NameColon.Name: { } asked } => AsksForEnd(asked),
                    _ => false,
                });

    private static bool AsksForEnd(SimpleNameSyntax property) =>
        property.Identifier.ValueText.StartsWith("IsCompleted", StringComparison.Ordinal);

    private static bool IsNamed(SyntaxNode node, string name) =>
        node is IdentifierNameSyntax { Identifier.ValueText: var text } && text == name;
}
