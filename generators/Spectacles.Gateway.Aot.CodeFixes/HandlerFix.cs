using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Simplification;

namespace Spectacles.Gateway.CodeFixes;

/// <summary>One change that removes one kind of diagnostic.</summary>
/// <param name="ids">The diagnostics that it removes.</param>
internal abstract class HandlerFix(params string[] ids) : CodeFixProvider
{
    /// <summary>The property of a diagnostic that has the text to write.</summary>
    private const string Text = "Fix";

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; } = [.. ids];

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in root is null ? [] : context.Diagnostics)
        {
            var location = LocationOf(diagnostic);
            string text = diagnostic.Properties.TryGetValue(Text, out string? written) ? written ?? "" : "";
            if (location.SourceTree == root!.SyntaxTree
                && Propose(root.FindNode(location.SourceSpan, getInnermostNodeForTie: true), text) is { } change)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        change.Title,
                        token => ReplaceAsync(context.Document, change, token),
                        equivalenceKey: $"{GetType().Name} {text}"),
                    diagnostic);
            }
        }
    }

    /// <summary>Returns where the change is made.</summary>
    protected virtual Location LocationOf(Diagnostic diagnostic) => diagnostic.Location;

    /// <summary>Returns the change; null if there is none for this node.</summary>
    /// <param name="node">What the diagnostic is about.</param>
    /// <param name="text">The text that the diagnostic proposes; empty if there is none.</param>
    protected abstract Change? Propose(SyntaxNode node, string text);

    private static async Task<Document> ReplaceAsync(Document document, Change change, CancellationToken cancellationToken)
    {
        var editor = await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        editor.ReplaceNode(change.Before, change.After.WithAdditionalAnnotations(Simplifier.Annotation));
        return editor.GetChangedDocument();
    }
}
