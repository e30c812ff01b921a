using System.Runtime.CompilerServices;

namespace LayerKit.Tests;

/// <summary>Stands in for Verify while the feed lacks its dependency: Verify's call shape and file rules, so that UseVerify=true is the whole move.</summary>
/// <remarks>The verified text lies beside the test as <c>Type.Method.verified.txt</c>; a mismatch leaves <c>Type.Method.received.txt</c>.</remarks>
internal static class Verifier
{
    /// <summary>Compares text with the verified file of the calling test.</summary>
    public static Task Verify(string target, VerifySettings? settings = null, [CallerFilePath] string sourceFile = "", [CallerMemberName] string method = "")
    {
        string type = System.IO.Path.GetFileNameWithoutExtension(sourceFile);
        string name = settings?.MethodName ?? method;
        string prefix = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(sourceFile)!, $"{type}.{name}");
        string received = Normalise(settings?.Scrub(target) ?? target);
        string verified = File.Exists(prefix + ".verified.txt") ? Normalise(File.ReadAllText(prefix + ".verified.txt")) : "";
        if (received == verified)
        {
            File.Delete(prefix + ".received.txt");
            return Task.CompletedTask;
        }

        File.WriteAllText(prefix + ".received.txt", received);
        Assert.Fail($"{type}.{name} differs from its verified text.\nReceived:\n{received}\nVerified:\n{verified}");
        return Task.CompletedTask;
    }

    private static string Normalise(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n');
}
