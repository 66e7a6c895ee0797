/**
 * Every way the licence library refuses: the message it sends, and the HTTP status with which a clean library would. The
 * real library's error classes (DB44/T 2167.3, annex C) are not public; these codes are this stand-in's own and stable.
 */
export const libraryProblems = {
  'login-refused': { status: 401, message: '应用或系统账号校验未通过' },
  'token-invalid': { status: 401, message: '访问令牌无效或已过期，请重新登录' },
  'credential-invalid': { status: 401, message: '持证人登录凭证无效或已过期' },
  'request-invalid': { status: 400, message: '请求参数不符合接口规范' },
  'page-size-too-large': { status: 400, message: '每页条数超过上限' },
  'operator-identity-invalid': { status: 400, message: '经办人身份证件号码无效' },
  'item-unknown': { status: 404, message: '事项未登记用证关系' },
  'delegation-unknown': { status: 404, message: '委托不存在，或受托人不是凭证持有人' },
  'delegation-not-in-force': { status: 409, message: '委托尚未生效或已终止' },
  'delegation-not-covering': { status: 403, message: '没有覆盖本事项、办件和窗口的有效委托' },
  'auth-code-unknown': { status: 404, message: '用证码不存在' },
  'auth-code-expired': { status: 410, message: '用证码已过期' },
  'auth-code-used': { status: 409, message: '用证码已使用' },
  'licence-not-consented': { status: 403, message: '持证人未授权使用该证照，或已撤回授权' },
  'licence-type-unknown': { status: 404, message: '证照目录中没有此类证照' },
  'licence-unknown': { status: 404, message: '证照不存在，或不由本机构签发' },
  'licence-field-unknown': { status: 400, message: '照面信息含有目录未登记的信息项' },
  'licence-field-missing': { status: 400, message: '照面信息缺少持有人、发证机构或发证日期' },
  'licence-status-wrong': { status: 409, message: '证照当前状态不能进行此操作' },
  'licence-file-missing': { status: 404, message: '证照没有版式文件' },
  'view-token-invalid': { status: 401, message: '查看令牌无效或已过期' },
  'attachment-unknown': { status: 404, message: '证照附件不存在' },
  'attachment-exists': { status: 409, message: '同名证照附件已存在' },
} as const;

/** Stable reason of a refusal. */
export type LibraryProblem = keyof typeof libraryProblems;
