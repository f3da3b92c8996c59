using Nuke.Common.IO;
using Nuke.Common.Tooling;

// They are instance members in NUKE.
#pragma warning disable CA1822

namespace Nuke.Common.CI.GitHubActions;

/// <summary>GitHub's build server: what its variables say, and its commands in the log.</summary>
public partial class GitHubActions : Host, IBuildServer
{
    internal GitHubActions()
    {
    }

    /// <summary>The host of this run, or null where it is another one.</summary>
    public static new GitHubActions Instance => Host.Instance as GitHubActions;

    /// <summary>The repository, <c>owner/name</c>.</summary>
    public string Repository => EnvironmentInfo.GetVariable("GITHUB_REPOSITORY");

    /// <summary>The branch or tag, in full.</summary>
    public string Ref => EnvironmentInfo.GetVariable("GITHUB_REF");

    /// <summary>The branch or tag, in short.</summary>
    public string RefName => EnvironmentInfo.GetVariable("GITHUB_REF_NAME");

    /// <summary>The commit.</summary>
    public string Sha => EnvironmentInfo.GetVariable("GITHUB_SHA");

    /// <summary>The workflow's name.</summary>
    public string Workflow => EnvironmentInfo.GetVariable("GITHUB_WORKFLOW");

    /// <summary>The job's name.</summary>
    public string Job => EnvironmentInfo.GetVariable("GITHUB_JOB");

    /// <summary>What set the workflow off.</summary>
    public string EventName => EnvironmentInfo.GetVariable("GITHUB_EVENT_NAME");

    /// <summary>The server's address.</summary>
    public string ServerUrl => EnvironmentInfo.GetVariable("GITHUB_SERVER_URL");

    /// <summary>The run's number in the server.</summary>
    public long RunId => EnvironmentInfo.GetVariable<long>("GITHUB_RUN_ID");

    /// <summary>Whether a pull request is built.</summary>
    public bool IsPullRequest => EventName == "pull_request";

    /// <summary>The file whose Markdown becomes the step's summary.</summary>
    public AbsolutePath StepSummaryFile => EnvironmentInfo.GetVariable("GITHUB_STEP_SUMMARY");

    string IBuildServer.Branch => Ref;

    string IBuildServer.Commit => Sha;
}
