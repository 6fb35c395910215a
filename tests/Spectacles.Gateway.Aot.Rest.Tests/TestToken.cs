namespace Spectacles.Gateway.Rest.Tests;

/// <summary>A token of the right form that no bot has.</summary>
internal static class TestToken
{
    public const string Text = "MTIzNDU2Nzg5MDEyMzQ1Njc4.AAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAA";
}
